-- Files that WhatsApp has thrown away and our own phone is asked for; kept for a while after their end.
CREATE TABLE session.phone_asks (
  session_id uuid NOT NULL,
  message_id uuid NOT NULL,
  workspace uuid NOT NULL,
  chat_id uuid NOT NULL,
  -- Under which the phone answers; no key, because senders choose it.
  wire_id text NOT NULL,
  -- The event of the message, sealed; null once no answer can change anything.
  event bytea,
  sent_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  asks integer NOT NULL DEFAULT 0,
  asked_at timestamptz,
  -- As the adapter wrote it, until it is read.
  answer text,
  -- The file was told as stored or as failed.
  ended_at timestamptz,
  PRIMARY KEY (session_id, message_id)
);
CREATE INDEX phone_asks_wire ON session.phone_asks (session_id, wire_id) WHERE event IS NOT NULL;
CREATE INDEX phone_asks_in_hand ON session.phone_asks (session_id)
  WHERE event IS NOT NULL AND (ended_at IS NULL OR answer IS NOT NULL);
CREATE INDEX phone_asks_chat ON session.phone_asks (chat_id);
ALTER TABLE session.phone_asks ENABLE ROW LEVEL SECURITY;
ALTER TABLE session.phone_asks FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON session.phone_asks
  USING (current_setting('app.workspace', true) IN (workspace::text, '*'))
  WITH CHECK (current_setting('app.workspace', true) IN (workspace::text, '*'));
GRANT SELECT, INSERT, UPDATE, DELETE ON session.phone_asks TO indoshopster_app;
