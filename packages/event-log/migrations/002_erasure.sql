-- An erased person who comes back gets a new key; the old one stays destroyed.
ALTER TABLE keyring.keys DROP CONSTRAINT keys_workspace_person_hash_key;
CREATE UNIQUE INDEX keys_in_use ON keyring.keys (workspace, person_hash) WHERE erased_at IS NULL;
