-- What the owner of a session remembers between runs, beside leases, chats and the outbox.

-- The last log-out or removal (sequence in the log) whose credentials were forgotten; a later one is still to be done.
ALTER TABLE session.leases ADD COLUMN unlinked_sequence bigint NOT NULL DEFAULT 0;

-- The address a chat is written to: its LID where known, else its phone address; null: not known on the network.
ALTER TABLE session.chats ADD COLUMN address text;

-- Why a send ends in failure; set at once where it is known before anything leaves.
ALTER TABLE session.outbox ADD COLUMN failure text;
-- When the recipient's first receipts came; a later one of the same kind tells nothing new.
ALTER TABLE session.outbox ADD COLUMN delivered_at timestamptz;
ALTER TABLE session.outbox ADD COLUMN read_at timestamptz;
