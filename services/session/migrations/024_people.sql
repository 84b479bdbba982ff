-- A person is looked for under every number of a workspace.
CREATE INDEX chat_addresses_workspace ON session.chat_addresses (workspace, address);
CREATE INDEX chat_addresses_chat ON session.chat_addresses (chat_id);
