-- The keyring: one data key per (workspace, person), wrapped by the master key. Only event-log touches it.
CREATE SCHEMA IF NOT EXISTS keyring;

CREATE TABLE keyring.keys (
  id uuid PRIMARY KEY,
  workspace uuid NOT NULL,
  -- HMAC of the person's reference, so that no phone number stands here in clear.
  person_hash bytea NOT NULL,
  -- AES-256-GCM under the master key, AAD = workspace and id; null once erased.
  wrapped bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  erased_at timestamptz,
  UNIQUE (workspace, person_hash)
);

GRANT USAGE ON SCHEMA keyring TO indoshopster_app;
GRANT SELECT, INSERT, UPDATE ON keyring.keys TO indoshopster_app;
