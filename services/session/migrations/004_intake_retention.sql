-- What was published long ago is forgotten; this finds it.
CREATE INDEX intake_published ON session.intake (session_id, published_at) WHERE published_at IS NOT NULL;
