-- When a send was asked for; one that waits too long for its number or its pace fails instead of going out stale.
ALTER TABLE session.outbox ADD COLUMN requested_at timestamptz;
