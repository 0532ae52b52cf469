-- Changes of many customers at once: a preview of whom, and what became of it.
CREATE TABLE bulk_change (
  team_id     uuid        NOT NULL,
  product_id  uuid        NOT NULL,
  bulk_id     uuid        NOT NULL,
  kind        text        NOT NULL CHECK (kind IN ('add-tags', 'remove-tags', 'archive')),
  tags        text[]      NOT NULL DEFAULT '{}',
  currency    text        NOT NULL,
  status      text        NOT NULL
    CHECK (status IN ('preview', 'running', 'finished', 'undoing', 'undone')),
  customers   bigint      NOT NULL DEFAULT 0,
  total       bigint      NOT NULL DEFAULT 0,
  changed     bigint      NOT NULL DEFAULT 0,
  skipped     bigint      NOT NULL DEFAULT 0,
  restored    bigint      NOT NULL DEFAULT 0,
  kept        bigint      NOT NULL DEFAULT 0,
  created_by  uuid        NOT NULL,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (team_id, product_id, bulk_id)
);
CREATE INDEX bulk_change_open ON bulk_change (bulk_id) WHERE status IN ('running', 'undoing');

-- Whom a preview showed; of whom was changed, what was there before.
CREATE TABLE bulk_member (
  team_id     uuid NOT NULL,
  product_id  uuid NOT NULL,
  bulk_id     uuid NOT NULL,
  customer_id uuid NOT NULL,
  -- The number of the edit that changed it; null while it is still to be done.
  set_seq     bigint,
  -- What a person had entered before, and when; null if nobody had.
  before      jsonb,
  PRIMARY KEY (team_id, product_id, bulk_id, customer_id)
);
CREATE INDEX bulk_member_open ON bulk_member (bulk_id, customer_id) WHERE set_seq IS NULL;

ALTER TABLE customer_value DROP CONSTRAINT customer_value_archived_reason_check;
ALTER TABLE customer_value ADD CONSTRAINT customer_value_archived_reason_check
  CHECK (archived_reason IN ('cleanup', 'minimum-spend', 'selection'));
