// What the simulator remembers: one SQLite file, one statement list that creates it.

export const SCHEMA = `
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS phone (
  phone TEXT PRIMARY KEY, name TEXT NOT NULL, lid TEXT NOT NULL UNIQUE,
  registration_id INTEGER NOT NULL,
  identity_private BLOB NOT NULL, identity_public BLOB NOT NULL,
  signed_key_private BLOB NOT NULL, signed_key_public BLOB NOT NULL, signed_key_signature BLOB NOT NULL,
  next_device INTEGER NOT NULL DEFAULT 1, next_pre_key INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS device (
  phone TEXT NOT NULL, device INTEGER NOT NULL,
  noise_key BLOB NOT NULL, identity_public BLOB NOT NULL, registration_id INTEGER NOT NULL,
  signed_key_id INTEGER NOT NULL, signed_key_public BLOB NOT NULL, signed_key_signature BLOB NOT NULL,
  platform TEXT NOT NULL, linked_at INTEGER NOT NULL,
  PRIMARY KEY (phone, device)
) STRICT;

-- One-time keys: a linked device uploads public halves, a virtual phone (device 0) has both halves.
CREATE TABLE IF NOT EXISTS pre_key (
  phone TEXT NOT NULL, device INTEGER NOT NULL, id INTEGER NOT NULL,
  public BLOB NOT NULL, private BLOB,
  PRIMARY KEY (phone, device, id)
) STRICT;

CREATE TABLE IF NOT EXISTS signal_session (
  owner TEXT NOT NULL, address TEXT NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (owner, address)
) STRICT;

CREATE TABLE IF NOT EXISTS chat_message (
  seq INTEGER PRIMARY KEY, phone TEXT NOT NULL, id TEXT NOT NULL,
  direction TEXT NOT NULL, peer TEXT NOT NULL, addressing TEXT NOT NULL,
  kind TEXT NOT NULL, text TEXT NOT NULL, status TEXT NOT NULL, at INTEGER NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (phone, id, peer, direction)
) STRICT;
CREATE INDEX IF NOT EXISTS chat_message_peer ON chat_message (phone, peer, seq);
CREATE INDEX IF NOT EXISTS chat_message_unread ON chat_message (phone, peer) WHERE status = 'received';

-- What later messages did to a message of that chat; edited is the encoded new content.
CREATE TABLE IF NOT EXISTS message_change (
  phone TEXT NOT NULL, peer TEXT NOT NULL, id TEXT NOT NULL,
  edited BLOB, revoked INTEGER NOT NULL DEFAULT 0, media_problem TEXT,
  PRIMARY KEY (phone, peer, id)
) STRICT;
CREATE TABLE IF NOT EXISTS reaction (
  phone TEXT NOT NULL, peer TEXT NOT NULL, id TEXT NOT NULL,
  by TEXT NOT NULL, emoji TEXT NOT NULL,
  PRIMARY KEY (phone, peer, id, by)
) STRICT;

-- Encrypted media files; their bytes are files of the same name beside the database.
CREATE TABLE IF NOT EXISTS media_file (
  id TEXT PRIMARY KEY, bytes INTEGER NOT NULL, uploaded_by TEXT NOT NULL, meant_for TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS lost_media_file (id TEXT PRIMARY KEY) STRICT;

-- The offline queue of every linked device. A row waits until a receipt or ack settles it; settled rows stay
-- so that the same ciphertext can be delivered again on demand.
CREATE TABLE IF NOT EXISTS stanza (
  seq INTEGER PRIMARY KEY, phone TEXT NOT NULL, device INTEGER NOT NULL,
  tag TEXT NOT NULL, id TEXT NOT NULL, frame BLOB NOT NULL, settled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS stanza_waiting ON stanza (phone, device, seq) WHERE settled = 0;
CREATE INDEX IF NOT EXISTS stanza_by_id ON stanza (id, tag);

CREATE TABLE IF NOT EXISTS retry_count (
  phone TEXT NOT NULL, device INTEGER NOT NULL, id TEXT NOT NULL, way TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (phone, device, id, way)
) STRICT;

CREATE TABLE IF NOT EXISTS device_sync (
  phone TEXT NOT NULL, device INTEGER NOT NULL, step TEXT NOT NULL, PRIMARY KEY (phone, device, step)
) STRICT;

-- Phones that have no private id yet; the one in their row waits for them.
CREATE TABLE IF NOT EXISTS lidless (phone TEXT PRIMARY KEY) STRICT;

CREATE TABLE IF NOT EXISTS peer_message (
  phone TEXT NOT NULL, id TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (phone, id)
) STRICT;

CREATE TABLE IF NOT EXISTS address_book (
  phone TEXT NOT NULL, contact TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (phone, contact)
) STRICT;

-- App state: the key a phone shares with its devices, and per collection a hash and the patches that led to it.
CREATE TABLE IF NOT EXISTS app_state_key (phone TEXT PRIMARY KEY, id BLOB NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS app_state (
  phone TEXT NOT NULL, collection TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (phone, collection)
) STRICT;
CREATE TABLE IF NOT EXISTS app_state_patch (
  phone TEXT NOT NULL, collection TEXT NOT NULL, version INTEGER NOT NULL, patch BLOB NOT NULL,
  PRIMARY KEY (phone, collection, version)
) STRICT;

-- The past of a phone, from before it was linked; JSON.
CREATE TABLE IF NOT EXISTS history (phone TEXT PRIMARY KEY, chats TEXT NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS group_chat (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, subject_by TEXT NOT NULL, subject_at INTEGER NOT NULL,
  creator TEXT NOT NULL, created_at INTEGER NOT NULL, addressing TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS group_member (
  group_id TEXT NOT NULL, phone TEXT NOT NULL, admin TEXT NOT NULL, UNIQUE (group_id, phone)
) STRICT;
CREATE INDEX IF NOT EXISTS group_of_phone ON group_member (phone);
CREATE TABLE IF NOT EXISTS group_message (
  group_id TEXT NOT NULL, id TEXT NOT NULL, author TEXT NOT NULL, PRIMARY KEY (group_id, id)
) STRICT;
CREATE TABLE IF NOT EXISTS sender_key (
  owner TEXT NOT NULL, group_id TEXT NOT NULL, writer TEXT NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (owner, group_id, writer)
) STRICT;
-- Which linked devices have a phone's present sender key.
CREATE TABLE IF NOT EXISTS sender_key_told (
  owner TEXT NOT NULL, group_id TEXT NOT NULL, phone TEXT NOT NULL, device INTEGER NOT NULL,
  PRIMARY KEY (owner, group_id, phone, device)
) STRICT;

-- Every Signal message key a linked device used, to catch one used twice.
CREATE TABLE IF NOT EXISTS used_key (
  ratchet BLOB NOT NULL, counter INTEGER NOT NULL, recipient TEXT NOT NULL, cipher_hash BLOB NOT NULL,
  PRIMARY KEY (ratchet, counter, recipient)
) STRICT;

CREATE TABLE IF NOT EXISTS ledger (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL,
  phone TEXT, device INTEGER, id TEXT, detail TEXT NOT NULL
) STRICT;
`
