-- What staff knows and the log must not: passwords, sign-ins, attempts. None of it can be rebuilt: back it up.

-- One row per account. Names and roles are projections; this is what opens the door.
CREATE TABLE staff.credentials (
  account uuid PRIMARY KEY,
  workspace uuid NOT NULL,
  -- The e-mail address in small letters: one account per address in the whole installation.
  email_key text NOT NULL UNIQUE,
  -- argon2id, PHC string.
  password_hash text NOT NULL,
  -- Where account_created stands in the log; null until it does.
  sequence bigint
);

-- Sign-ups whose events are not yet known to be in the log, with the ids those events will have.
CREATE TABLE staff.pending_sign_ups (
  account uuid PRIMARY KEY REFERENCES staff.credentials ON DELETE CASCADE,
  workspace uuid NOT NULL,
  workspace_name text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  at timestamptz NOT NULL,
  workspace_event uuid NOT NULL,
  account_event uuid NOT NULL
);

CREATE TABLE staff.sign_ins (
  -- SHA-256 of the token; the token itself is only in the cookie.
  token_hash bytea PRIMARY KEY,
  account uuid NOT NULL REFERENCES staff.credentials ON DELETE CASCADE,
  workspace uuid NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL
);
CREATE INDEX ON staff.sign_ins (account);

-- Failed tries per e-mail address, known or not; keyed hash, so that strangers' addresses are not kept.
CREATE TABLE staff.sign_in_attempts (
  email_hash text PRIMARY KEY,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['credentials', 'pending_sign_ups', 'sign_ins'] LOOP
    EXECUTE format('ALTER TABLE staff.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE staff.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY one_workspace ON staff.%I
         USING (current_setting(''app.workspace'', true) IN (workspace::text, ''*''))
         WITH CHECK (current_setting(''app.workspace'', true) IN (workspace::text, ''*''))', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE
  ON staff.credentials, staff.pending_sign_ups, staff.sign_ins, staff.sign_in_attempts TO indoshopster_app;
