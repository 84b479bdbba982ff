-- What the session service keeps beside the log: leases, Signal keys, the intake journal, chats, the outbox.
-- None of it can be rebuilt from the log. Sealed columns are AES-256-GCM under a key derived from the master key.

CREATE TABLE session.leases (
  session_id uuid PRIMARY KEY,
  workspace uuid NOT NULL,
  network text NOT NULL,
  owner text,
  -- Grows at every change of owner; a write with an older epoch is refused in its own transaction.
  epoch bigint NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL DEFAULT '-infinity'
);

CREATE TABLE session.credentials (
  session_id uuid PRIMARY KEY,
  workspace uuid NOT NULL,
  sealed bytea NOT NULL
);

CREATE TABLE session.signal_keys (
  session_id uuid NOT NULL,
  type text NOT NULL,
  id text NOT NULL,
  workspace uuid NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (session_id, type, id)
);

-- One row per chat; an address is a canonical LID where known, else a phone address.
CREATE TABLE session.chats (
  id uuid PRIMARY KEY,
  workspace uuid NOT NULL,
  session_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  phone text,
  name text
);
-- Every address a chat is known by, so that phone number and LID lead to one chat.
CREATE TABLE session.chat_addresses (
  session_id uuid NOT NULL,
  address text NOT NULL,
  workspace uuid NOT NULL,
  chat_id uuid NOT NULL REFERENCES session.chats,
  PRIMARY KEY (session_id, address)
);

CREATE TABLE session.intake (
  session_id uuid NOT NULL,
  -- SHA-256 of type, group, author and ciphertext.
  identity bytea NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  workspace uuid NOT NULL,
  event_id uuid NOT NULL,
  chat_id uuid,
  message_id uuid,
  -- Stanza attributes and plaintext, sealed; what the event is built from.
  stanza bytea NOT NULL,
  plaintext bytea,
  received_at timestamptz NOT NULL,
  published_at timestamptz,
  PRIMARY KEY (session_id, identity)
);
CREATE INDEX intake_unpublished ON session.intake (session_id, position) WHERE published_at IS NULL;
CREATE INDEX intake_message ON session.intake (session_id, message_id);

CREATE TABLE session.outbox (
  message_id uuid PRIMARY KEY,
  workspace uuid NOT NULL,
  session_id uuid NOT NULL,
  chat_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  wire_id text NOT NULL,
  address text NOT NULL,
  -- The wire form, sealed; relayed again under the same id at every retry.
  composed bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'attempted', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  queued_at timestamptz NOT NULL,
  attempted_at timestamptz,
  UNIQUE (session_id, wire_id)
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['leases', 'credentials', 'signal_keys', 'chats', 'chat_addresses', 'intake', 'outbox'] LOOP
    EXECUTE format('ALTER TABLE session.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE session.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY one_workspace ON session.%I
         USING (current_setting(''app.workspace'', true) IN (workspace::text, ''*''))
         WITH CHECK (current_setting(''app.workspace'', true) IN (workspace::text, ''*''))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON session.%I TO indoshopster_app', name);
  END LOOP;
END $$;
