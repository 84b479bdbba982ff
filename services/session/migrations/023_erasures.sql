-- Erasures under way: rows are gone, keys out of use, and destroyed once nobody seals with them any more.
CREATE TABLE session.erasures (
  conversation_id uuid PRIMARY KEY,
  workspace uuid NOT NULL,
  session_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  key_ids uuid[] NOT NULL,
  closed_at timestamptz NOT NULL
);
ALTER TABLE session.erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE session.erasures FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON session.erasures
  USING (current_setting('app.workspace', true) IN (workspace::text, '*'))
  WITH CHECK (current_setting('app.workspace', true) IN (workspace::text, '*'));
GRANT SELECT, INSERT, UPDATE, DELETE ON session.erasures TO indoshopster_app;
CREATE INDEX intake_chat ON session.intake (chat_id);
CREATE INDEX intake_author_chat ON session.intake (author_chat_id) WHERE author_chat_id IS NOT NULL;
CREATE INDEX chats_merged ON session.chats (merged_into) WHERE merged_into IS NOT NULL;
