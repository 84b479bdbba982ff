-- The phone's notices that a part of its history can be had; a row goes when that part is in the log.
CREATE TABLE session.history_notices (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace uuid NOT NULL,
  session_id uuid NOT NULL,
  -- As the adapter wrote it, sealed: it may hold the history itself.
  notice bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- Not before this.
  due_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX history_notices_session ON session.history_notices (session_id, position);
ALTER TABLE session.history_notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE session.history_notices FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON session.history_notices
  USING (current_setting('app.workspace', true) IN (workspace::text, '*'))
  WITH CHECK (current_setting('app.workspace', true) IN (workspace::text, '*'));
GRANT SELECT, INSERT, UPDATE, DELETE ON session.history_notices TO indoshopster_app;
