-- Restorations from a backup that were dealt with.
CREATE TABLE restoration (
  name        text        NOT NULL PRIMARY KEY,
  finished_at timestamptz NOT NULL
);
