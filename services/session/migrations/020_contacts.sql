-- What the phone's address book says, whose chats became one, and what of it the log is still to be told.

-- The name in the phone's address book; `name` is what people call themselves.
ALTER TABLE session.chats ADD COLUMN book_name text;
-- The chat that holds this one's messages since both turned out to be with one person; null: it stands for itself.
ALTER TABLE session.chats ADD COLUMN merged_into uuid REFERENCES session.chats;

-- Facts about chats, written with the change they tell of; a row goes when the log has it.
CREATE TABLE session.chat_facts (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace uuid NOT NULL,
  session_id uuid NOT NULL,
  chat_id uuid NOT NULL REFERENCES session.chats,
  event_id uuid NOT NULL,
  -- 'contact_changed': as the chat stands when it is told; 'chat_merged': with the chat that came to it.
  kind text NOT NULL CHECK (kind IN ('contact_changed', 'chat_merged')),
  merged_chat_id uuid REFERENCES session.chats
);
CREATE INDEX chat_facts_session ON session.chat_facts (session_id, position);
ALTER TABLE session.chat_facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE session.chat_facts FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON session.chat_facts
  USING (current_setting('app.workspace', true) IN (workspace::text, '*'))
  WITH CHECK (current_setting('app.workspace', true) IN (workspace::text, '*'));
GRANT SELECT, INSERT, UPDATE, DELETE ON session.chat_facts TO indoshopster_app;
