-- Dry runs that may be looked at: what each would add to its product, and until when the content of
-- its file is kept. Whoever deletes one deletes its sample behind it; batches lock the row.
CREATE TABLE dry_run (
  team_id    uuid        NOT NULL,
  product_id uuid        NOT NULL,
  run_id     uuid        NOT NULL,
  import_id  uuid        NOT NULL,
  kept_until timestamptz NOT NULL,
  gross      bigint      NOT NULL DEFAULT 0,
  refunded   bigint      NOT NULL DEFAULT 0,
  PRIMARY KEY (team_id, product_id, run_id)
);
CREATE INDEX dry_run_of_import ON dry_run (import_id);

-- The first customers of each outcome in each partition, as they are and as the import would leave
-- them. By partition, like the marks: its rows come in the order of the file.
CREATE TABLE dry_sample (
  team_id     uuid     NOT NULL,
  product_id  uuid     NOT NULL,
  run_id      uuid     NOT NULL,
  partition   int      NOT NULL,
  outcome     text     NOT NULL CHECK (outcome IN ('created', 'updated', 'unchanged', 'merged')),
  customer_id uuid     NOT NULL,
  email_key   text     NOT NULL,
  -- The first row with that outcome, and some of all rows of the customer.
  row_number  bigint   NOT NULL,
  row_numbers bigint[] NOT NULL,
  -- Null if there is no such customer.
  before      jsonb,
  after       jsonb    NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, partition, outcome, customer_id)
);
