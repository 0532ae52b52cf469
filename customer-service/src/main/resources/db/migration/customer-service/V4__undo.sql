-- Undoing of runs, and looks at what it would do: how far it is, and what became of the customers.
CREATE TABLE undo (
  team_id      uuid        NOT NULL,
  product_id   uuid        NOT NULL,
  run_id       uuid        NOT NULL,
  -- Whether it only looks.
  dry          boolean     NOT NULL,
  status       text        NOT NULL CHECK (status IN ('running', 'finished')),
  version      bigint      NOT NULL DEFAULT 1,
  -- Customers to which the run contributed.
  customers    bigint      NOT NULL,
  reversed     bigint      NOT NULL DEFAULT 0,
  gone         bigint      NOT NULL DEFAULT 0,
  kept         bigint      NOT NULL DEFAULT 0,
  failed       bigint      NOT NULL DEFAULT 0,
  gross        jsonb       NOT NULL DEFAULT '{}',
  requested_by uuid        NOT NULL,
  requested_at timestamptz NOT NULL,
  finished_at  timestamptz,
  PRIMARY KEY (team_id, product_id, run_id, dry)
);

-- Identities out of which a run could not be taken: their customers stay as they are.
CREATE TABLE undo_failure (
  team_id     uuid NOT NULL,
  product_id  uuid NOT NULL,
  run_id      uuid NOT NULL,
  identity_id uuid NOT NULL,
  code        text NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, identity_id)
);
