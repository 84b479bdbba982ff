-- Changes of messages, answers, and messages of groups.

ALTER TABLE session.intake DROP CONSTRAINT intake_event_check;
ALTER TABLE session.intake ADD CONSTRAINT intake_event_check
  CHECK (event IN ('received', 'recovered', 'undecryptable', 'edited', 'revoked', 'reacted'));
ALTER TABLE session.intake
  -- Our id of the message it changes, or answers.
  ADD COLUMN about_id uuid,
  -- A placeholder of it is in the log and is told to be no message after all.
  ADD COLUMN ends_placeholder boolean NOT NULL DEFAULT false,
  -- In a group: the chat of two with the author, where their name and number stand.
  ADD COLUMN author_chat_id uuid;
