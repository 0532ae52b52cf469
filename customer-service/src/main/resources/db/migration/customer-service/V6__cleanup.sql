-- What an archived customer has to reach to come back, in gross or net, and which cleanup it was.
ALTER TABLE customer_value
  ADD COLUMN archived_below bigint,
  ADD COLUMN archived_by    text CHECK (archived_by IN ('gross', 'net')),
  ADD COLUMN archived_id    uuid;
CREATE INDEX customer_value_archived ON customer_value (archived_id)
  WHERE archived_reason IS NOT NULL;

-- Low-spend cleanups: a preview of who would go, and what became of it.
CREATE TABLE cleanup (
  team_id      uuid        NOT NULL,
  product_id   uuid        NOT NULL,
  cleanup_id   uuid        NOT NULL,
  threshold    bigint      NOT NULL,
  rank_by      text        NOT NULL CHECK (rank_by IN ('gross', 'net')),
  currency     text        NOT NULL,
  status       text        NOT NULL
    CHECK (status IN ('preview', 'running', 'finished', 'undoing', 'undone')),
  customers    bigint      NOT NULL DEFAULT 0,
  total        bigint      NOT NULL DEFAULT 0,
  archived     bigint      NOT NULL DEFAULT 0,
  skipped      bigint      NOT NULL DEFAULT 0,
  restored     bigint      NOT NULL DEFAULT 0,
  created_by   uuid        NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  PRIMARY KEY (team_id, product_id, cleanup_id)
);

-- Whom a preview showed and who was not handled yet.
CREATE TABLE cleanup_member (
  team_id     uuid NOT NULL,
  product_id  uuid NOT NULL,
  cleanup_id  uuid NOT NULL,
  customer_id uuid NOT NULL,
  PRIMARY KEY (team_id, product_id, cleanup_id, customer_id)
);
