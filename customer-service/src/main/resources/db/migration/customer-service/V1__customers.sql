-- Primary keys start with team and product. Other indexes start with product_id or run_id alone: an
-- index that starts like a primary key makes the planner choose it on a young table. Every index on
-- customer or customer_value costs about a tenth of the import rate; there is none without a reader.

-- One order of versions for all published states: of two states the higher version is the newer.
CREATE SEQUENCE state_version;

-- Settings of products as team-service published them last.
CREATE TABLE product (
  team_id     uuid    NOT NULL,
  product_id  uuid    NOT NULL,
  version     bigint  NOT NULL,
  name        text    NOT NULL,
  currency    text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  time_zone   text    NOT NULL,
  high_from   bigint  NOT NULL,
  medium_from bigint  NOT NULL,
  rank_by     text    NOT NULL CHECK (rank_by IN ('gross', 'net')),
  deleted     boolean NOT NULL DEFAULT false,
  PRIMARY KEY (team_id, product_id),
  UNIQUE (product_id)
);

-- The order of origins of a team: each run at its start and each edit of a person draws a number.
CREATE TABLE origin_sequence (
  team_id uuid   NOT NULL PRIMARY KEY,
  last    bigint NOT NULL
);

-- Where amounts come from: a named file source, later a connected account.
CREATE TABLE source (
  team_id    uuid        NOT NULL,
  product_id uuid        NOT NULL,
  source_id  uuid        NOT NULL,
  name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key   text        NOT NULL,
  kind       text        NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, source_id),
  UNIQUE (product_id, name_key)
);

-- Registered runs: who brought which content when, and what undo made of it.
CREATE TABLE run (
  team_id        uuid        NOT NULL,
  product_id     uuid        NOT NULL,
  run_id         uuid        NOT NULL,
  source_id      uuid        NOT NULL,
  origin_seq     bigint      NOT NULL,
  sha256         text        NOT NULL CHECK (length(sha256) <= 128),
  file_name      text        NOT NULL CHECK (length(file_name) <= 1000),
  file_rows      bigint,
  amounts        text        NOT NULL CHECK (amounts IN ('new', 'totals')),
  mode           text        NOT NULL CHECK (mode IN ('import', 'dry')),
  started_by     uuid        NOT NULL,
  started_at     timestamptz NOT NULL,
  -- Where import-service says the run stands, and how many rows it published.
  status         text        NOT NULL DEFAULT 'starting',
  status_version bigint      NOT NULL DEFAULT 0,
  published      bigint      NOT NULL DEFAULT 0,
  -- none, undoing or undone; merges read it after the product's gate.
  undo           text        NOT NULL DEFAULT 'none' CHECK (undo IN ('none', 'undoing', 'undone')),
  undone_by      uuid,
  undone_at      timestamptz,
  PRIMARY KEY (team_id, product_id, run_id)
);
CREATE INDEX run_by_content ON run (product_id, sha256);
CREATE INDEX run_by_source ON run (product_id, source_id);
CREATE UNIQUE INDEX run_by_id ON run (run_id);

-- How far a run is merged in a partition, with its cumulative counters.
CREATE TABLE mark (
  team_id          uuid   NOT NULL,
  product_id       uuid   NOT NULL,
  run_id           uuid   NOT NULL,
  partition        int    NOT NULL,
  seq              bigint NOT NULL DEFAULT 0,
  revision         bigint NOT NULL DEFAULT 0,
  created          bigint NOT NULL DEFAULT 0,
  updated          bigint NOT NULL DEFAULT 0,
  unchanged        bigint NOT NULL DEFAULT 0,
  merged           bigint NOT NULL DEFAULT 0,
  rejected         bigint NOT NULL DEFAULT 0,
  dead             bigint NOT NULL DEFAULT 0,
  gross            jsonb  NOT NULL DEFAULT '{}',
  PRIMARY KEY (team_id, product_id, run_id, partition),
  CHECK (seq = created + updated + unchanged + merged + rejected + dead)
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The next offset to read, written with the rows' effects: a restored database reads again what it
-- lost.
CREATE TABLE consumed (
  topic       text   NOT NULL,
  partition   int    NOT NULL,
  next_offset bigint NOT NULL,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- An e-mail address and whose it is. identity_id is the id of the customer that was created with it.
CREATE TABLE identity (
  team_id     uuid NOT NULL,
  product_id  uuid NOT NULL,
  email_key   text NOT NULL CHECK (length(email_key) BETWEEN 3 AND 320),
  identity_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  PRIMARY KEY (team_id, product_id, email_key)
);
-- Whoever is not found here has identity_id = customer_id.
CREATE INDEX identity_moved_to ON identity (customer_id) WHERE identity_id <> customer_id;
CREATE INDEX identity_moved_from ON identity (identity_id) WHERE identity_id <> customer_id;

-- Who a customer is: the effective value of each field.
CREATE TABLE customer (
  team_id     uuid        NOT NULL,
  product_id  uuid        NOT NULL,
  customer_id uuid        NOT NULL,
  email_key   text        NOT NULL,
  email       text        NOT NULL,
  name        text,
  sort_name   text COLLATE "C" NOT NULL CHECK (length(sort_name) <= 100),
  company     text,
  phone       text,
  country     text,
  external_id text,
  tags        text[]      NOT NULL DEFAULT '{}',
  consent     boolean,
  custom      jsonb       NOT NULL DEFAULT '{}',
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, customer_id)
);
CREATE INDEX customer_by_name ON customer (product_id, sort_name, customer_id);

-- What a customer is worth. Minor units of the product's reporting currency.
CREATE TABLE customer_value (
  team_id             uuid   NOT NULL,
  product_id          uuid   NOT NULL,
  customer_id         uuid   NOT NULL,
  currency            text   NOT NULL,
  gross               bigint NOT NULL CHECK (abs(gross) < 9007199254740992),
  refunded            bigint NOT NULL CHECK (abs(refunded) < 9007199254740992),
  net                 bigint NOT NULL CHECK (net = gross - refunded),
  payments            bigint NOT NULL CHECK (payments >= 0 AND payments < 9007199254740992),
  first_on            date,
  last_on             date,
  monthly             bigint,
  -- The imported monthly spend, a field; decides where no first payment date is known.
  monthly_stated      bigint,
  priority            text   NOT NULL CHECK (priority IN ('high', 'medium', 'low')),
  previous_priority   text,
  priority_changed_at timestamptz,
  -- The day on which the month count changes next. Not indexed: one customer in thirty is due on
  -- any day, spread over nearly every page, so that the daily job reads the table in key order.
  revalue_on          date,
  -- The highest origin whose fields were taken over.
  field_seq           bigint NOT NULL,
  version             bigint NOT NULL,
  archived_reason     text CHECK (archived_reason IN ('cleanup', 'minimum-spend')),
  archived_until      timestamptz,
  PRIMARY KEY (team_id, product_id, customer_id)
);
CREATE INDEX customer_value_by_net ON customer_value (product_id, net DESC, customer_id);
CREATE INDEX customer_value_by_monthly
  ON customer_value (product_id, monthly DESC NULLS LAST, customer_id);
CREATE INDEX customer_value_by_last
  ON customer_value (product_id, last_on DESC NULLS LAST, customer_id);

-- The truth: what one run, or one payment, contributed to one identity. Totals are derived from the
-- counted ones; what a newer origin replaced stays uncounted, so that undo can bring it back.
CREATE TABLE contribution (
  team_id     uuid    NOT NULL,
  product_id  uuid    NOT NULL,
  identity_id uuid    NOT NULL,
  source_id   uuid    NOT NULL,
  run_id      uuid    NOT NULL,
  -- The payment's id in the source; empty for the folded rows of a file.
  external_id text    NOT NULL CHECK (length(external_id) <= 255),
  origin_seq  bigint  NOT NULL,
  totals      boolean NOT NULL,
  counted     boolean NOT NULL,
  currency    text    NOT NULL,
  gross       bigint  NOT NULL,
  refunded    bigint  NOT NULL,
  payments    bigint  NOT NULL,
  fee         bigint,
  first_on    date,
  last_on     date,
  paid_at     timestamptz,
  first_row   bigint  NOT NULL,
  last_row    bigint  NOT NULL,
  fields      jsonb   NOT NULL,
  PRIMARY KEY (team_id, product_id, identity_id, source_id, run_id, external_id)
);
CREATE INDEX contribution_by_run ON contribution (run_id);
-- The database itself refuses to count a payment twice; the two indexes hold payments only.
CREATE UNIQUE INDEX contribution_payment_counted
  ON contribution (product_id, source_id, external_id) WHERE counted AND external_id <> '';
CREATE INDEX contribution_payment_replaced
  ON contribution (product_id, source_id, external_id) WHERE NOT counted AND external_id <> '';

-- What a person entered; wins over origins with a lower number.
CREATE TABLE manual_field (
  team_id     uuid        NOT NULL,
  product_id  uuid        NOT NULL,
  customer_id uuid        NOT NULL,
  field       text        NOT NULL,
  value       jsonb       NOT NULL,
  origin_seq  bigint      NOT NULL,
  edited_by   uuid        NOT NULL,
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, customer_id, field)
);

-- Rows the merge refused: announced again when their batch is read again.
CREATE TABLE rejected_row (
  team_id    uuid   NOT NULL,
  product_id uuid   NOT NULL,
  run_id     uuid   NOT NULL,
  partition  int    NOT NULL,
  seq        bigint NOT NULL,
  row_number bigint NOT NULL,
  code       text   NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, partition, seq)
);

-- Rows that could not be written, with what came; an operator replays them.
CREATE TABLE dead_row (
  team_id    uuid        NOT NULL,
  product_id uuid        NOT NULL,
  run_id     uuid        NOT NULL,
  partition  int         NOT NULL,
  seq        bigint      NOT NULL,
  row_number bigint      NOT NULL,
  code       text        NOT NULL,
  descriptor text        NOT NULL,
  value      bytea,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, partition, seq)
);

-- Keyed hashes of the addresses of erased persons.
CREATE TABLE suppression (
  team_id    uuid        NOT NULL,
  product_id uuid        NOT NULL,
  email_hash bytea       NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, email_hash)
);
