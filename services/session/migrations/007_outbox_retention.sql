-- What a send no longer needs is forgotten by age: first its bytes, later the row.
CREATE INDEX outbox_age ON session.outbox (session_id, queued_at);
CREATE INDEX outbox_bytes ON session.outbox (session_id, queued_at)
  WHERE state IN ('sent', 'failed') AND (content IS NOT NULL OR composed IS NOT NULL);
