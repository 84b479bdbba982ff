-- What a journalled stanza says to the log, and of whom.

-- 'received', 'recovered' (a placeholder for it is in the log) or 'undecryptable'; null: nothing, it is only journalled.
ALTER TABLE session.intake ADD COLUMN event text CHECK (event IN ('received', 'recovered', 'undecryptable'));
ALTER TABLE session.intake ADD COLUMN contact_id uuid;
