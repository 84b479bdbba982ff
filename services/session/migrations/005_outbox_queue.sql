-- The outbox is the queue of a number: a send waits here for its turn, its look-up and its pace.

ALTER TABLE session.outbox
  -- The order in which sends were asked for.
  ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY,
  -- What was asked for, sealed; the wire form is made of it at the first relay.
  ADD COLUMN content bytea,
  ALTER COLUMN composed DROP NOT NULL,
  -- The request behind it, named by the events that tell its outcome.
  ADD COLUMN request_id uuid,
  ADD COLUMN correlation_id uuid,
  ADD COLUMN traceparent text,
  -- Look-ups of its recipient that failed, over all connections.
  ADD COLUMN lookups integer NOT NULL DEFAULT 0,
  -- It is the first one to somebody who never wrote; so many of those are sent in an hour.
  ADD COLUMN opens_chat boolean NOT NULL DEFAULT false;
CREATE INDEX outbox_waiting ON session.outbox (session_id, position) WHERE state IN ('queued', 'attempted');
CREATE INDEX outbox_chat ON session.outbox (chat_id, attempted_at);

-- When the other side was first heard from; null: never. A number that is restricted may still answer those.
ALTER TABLE session.chats ADD COLUMN heard_at timestamptz;
UPDATE session.chats c SET heard_at = now()
  WHERE EXISTS (SELECT FROM session.intake i WHERE i.session_id = c.session_id AND i.chat_id = c.id AND i.event IS NOT NULL);
