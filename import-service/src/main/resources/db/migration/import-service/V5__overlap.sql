-- Fingerprints of the rows that were imported (A8), 64 bits each, a row per stretch of the file.
CREATE TABLE row_fingerprint (
  team_id      uuid   NOT NULL,
  product_id   uuid   NOT NULL,
  run_id       uuid   NOT NULL,
  first_row    bigint NOT NULL,
  fingerprints bytea  NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, first_row)
);
-- They do not shrink.
ALTER TABLE row_fingerprint ALTER COLUMN fingerprints SET STORAGE EXTERNAL;

-- What a file has in common with the imports that it was compared with.
CREATE TABLE import_overlap (
  team_id       uuid   NOT NULL,
  product_id    uuid   NOT NULL,
  import_id     uuid   NOT NULL,
  plan_hash     text   NOT NULL,
  compared_with text[] NOT NULL,
  rows          bigint NOT NULL,
  identical     bigint NOT NULL,
  imports       jsonb  NOT NULL,
  addresses     text[] NOT NULL,
  -- Bit n stands for row n of the file.
  known         bytea  NOT NULL,
  PRIMARY KEY (team_id, product_id, import_id)
);

-- What a person says to it, and which import's rejected rows the file corrects.
ALTER TABLE file_import
  ADD COLUMN overlap_answer text CHECK (overlap_answer IN ('add', 'only-new', 'replace')),
  ADD COLUMN replaces       uuid,
  ADD COLUMN corrects       uuid,
  ADD CHECK ((overlap_answer IS NOT DISTINCT FROM 'replace') = (replaces IS NOT NULL));
CREATE INDEX file_import_corrects ON file_import (corrects) WHERE corrects IS NOT NULL;

-- Rows that a run leaves out since they were imported before; bit n stands for row n.
CREATE TABLE run_known_rows (
  team_id    uuid  NOT NULL,
  product_id uuid  NOT NULL,
  run_id     uuid  NOT NULL,
  known      bytea NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id)
);
