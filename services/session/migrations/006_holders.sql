-- Which processes hold numbers of a network now, so that each takes its share and no more. Passing, not personal.

CREATE TABLE session.holders (
  network text NOT NULL,
  owner text NOT NULL,
  -- Since when it runs.
  since timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (network, owner)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON session.holders TO indoshopster_app;
