-- People also join by invitation: then no workspace is made, and the first event is the invitation's acceptance.
ALTER TABLE staff.pending_sign_ups ADD COLUMN invitation uuid;
ALTER TABLE staff.pending_sign_ups ADD COLUMN role text NOT NULL DEFAULT 'owner';
ALTER TABLE staff.pending_sign_ups RENAME COLUMN workspace_event TO first_event;
