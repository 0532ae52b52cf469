-- Settings of products, fed from team.products.v1.
CREATE TABLE product (
  team_id    uuid   NOT NULL,
  product_id uuid   NOT NULL,
  version    bigint NOT NULL,
  name       text   NOT NULL,
  currency   text   NOT NULL,
  time_zone  text   NOT NULL,
  PRIMARY KEY (team_id, product_id)
);
CREATE UNIQUE INDEX product_by_id ON product (product_id);

-- An uploaded file and all that the wizard knows of it. Columns with what a file says are json, not
-- jsonb: a file may hold NUL characters, which jsonb cannot store.
CREATE TABLE file_import (
  team_id      uuid        NOT NULL,
  product_id   uuid        NOT NULL,
  import_id    uuid        NOT NULL,
  version      bigint      NOT NULL,
  created_by   uuid        NOT NULL,
  created_at   timestamptz NOT NULL,
  file_name    text        NOT NULL,
  file_size    bigint      NOT NULL,
  sha256       text        NOT NULL,
  upload_key   text        NOT NULL,
  source_name  text        NOT NULL,
  amounts      text        NOT NULL,
  import_again boolean     NOT NULL,
  overrides    json        NOT NULL,
  profile      json        NOT NULL,
  mapping      json        NOT NULL,
  -- Whether the profile covers the whole file; until then it is that of a sample.
  profiled     boolean     NOT NULL,
  profile_lease_until timestamptz,
  analysis_failure    json,
  started      boolean     NOT NULL DEFAULT false,
  upload_gone  boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (team_id, product_id, import_id)
);
CREATE UNIQUE INDEX file_import_by_id ON file_import (import_id);
CREATE INDEX file_import_of_team ON file_import (team_id, import_id DESC);
CREATE INDEX file_import_unprofiled ON file_import (import_id)
 WHERE NOT profiled AND analysis_failure IS NULL;

CREATE INDEX file_import_kept ON file_import (created_at) WHERE NOT upload_gone;

-- A run. It is written by the holder of its lease (generation), and by the fold of the merge's
-- progress, which touches other columns.
CREATE TABLE import_run (
  team_id          uuid        NOT NULL,
  product_id       uuid        NOT NULL,
  run_id           uuid        NOT NULL,
  import_id        uuid        NOT NULL,
  mode             text        NOT NULL,
  version          bigint      NOT NULL,
  status           text        NOT NULL,
  -- What it ends as once everything published is merged; null while rows are published.
  outcome          text,
  failure_code     text,
  snapshot         json        NOT NULL,
  source_id        uuid        NOT NULL,
  started_by       uuid        NOT NULL,
  started_at       timestamptz NOT NULL,
  ended_at         timestamptz,
  cancel_requested boolean     NOT NULL DEFAULT false,

  lease_generation bigint      NOT NULL DEFAULT 0,
  lease_owner      uuid,
  lease_until      timestamptz,
  turn_at          timestamptz NOT NULL,
  attempts         int         NOT NULL DEFAULT 0,

  -- Mirror of the checkpoint, whose truth is the offset committed in Kafka.
  rows             bigint,
  rows_read        bigint      NOT NULL DEFAULT 0,
  seqs             bigint[]    NOT NULL,
  published        bigint      NOT NULL DEFAULT 0,
  rejected_reading bigint      NOT NULL DEFAULT 0,
  rejected_by_code jsonb       NOT NULL DEFAULT '{}',

  -- Sums over run_progress.
  merged_seq       bigint      NOT NULL DEFAULT 0,
  created          bigint      NOT NULL DEFAULT 0,
  updated          bigint      NOT NULL DEFAULT 0,
  unchanged        bigint      NOT NULL DEFAULT 0,
  merged           bigint      NOT NULL DEFAULT 0,
  rejected_merge   bigint      NOT NULL DEFAULT 0,
  dead             bigint      NOT NULL DEFAULT 0,
  merge_rejected_by_code jsonb NOT NULL DEFAULT '{}',

  -- Two moments at least five seconds apart, for a steady rate.
  rate_from_at     timestamptz,
  rate_from_rows   bigint      NOT NULL DEFAULT 0,
  rate_mid_at      timestamptz,
  rate_mid_rows    bigint      NOT NULL DEFAULT 0,
  announced_at     timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id)
);
CREATE UNIQUE INDEX import_run_by_id ON import_run (run_id);
CREATE INDEX import_run_of_import ON import_run (import_id);
CREATE INDEX import_run_publishing ON import_run (turn_at) WHERE outcome IS NULL;

CREATE TABLE run_progress (
  team_id    uuid   NOT NULL,
  product_id uuid   NOT NULL,
  run_id     uuid   NOT NULL,
  partition  int    NOT NULL,
  revision   bigint NOT NULL,
  seq        bigint NOT NULL,
  created    bigint NOT NULL,
  updated    bigint NOT NULL,
  unchanged  bigint NOT NULL,
  merged     bigint NOT NULL,
  rejected   bigint NOT NULL,
  dead       bigint NOT NULL,
  gross      jsonb  NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, partition)
);

-- Rows that were not taken: on reading (written before the chunk that passes them is committed) or
-- by the merge. The cells are not kept: they are read again from the upload.
CREATE TABLE rejected_row (
  team_id    uuid    NOT NULL,
  product_id uuid    NOT NULL,
  run_id     uuid    NOT NULL,
  row_number bigint  NOT NULL,
  code       text    NOT NULL,
  params     json    NOT NULL,
  by_merge   boolean NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, row_number)
);

-- Wishes of the merge for rows to be published again.
CREATE TABLE republish_request (
  team_id    uuid        NOT NULL,
  product_id uuid        NOT NULL,
  run_id     uuid        NOT NULL,
  partition  int         NOT NULL,
  from_seq   bigint      NOT NULL,
  done_at    timestamptz,
  PRIMARY KEY (team_id, product_id, run_id, partition)
);
CREATE INDEX republish_request_open ON republish_request (run_id) WHERE done_at IS NULL;

CREATE TABLE mapping_template (
  team_id     uuid        NOT NULL,
  product_id  uuid        NOT NULL,
  template_id uuid        NOT NULL,
  name        text        NOT NULL,
  header_hash text        NOT NULL,
  content     json        NOT NULL,
  saved_by    uuid        NOT NULL,
  saved_at    timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, template_id)
);
CREATE UNIQUE INDEX mapping_template_by_name ON mapping_template (product_id, lower(name));
CREATE INDEX mapping_template_by_header ON mapping_template (product_id, header_hash, saved_at DESC);
