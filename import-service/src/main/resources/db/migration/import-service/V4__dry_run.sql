-- Of which version of an import a dry run was made (A4); null for runs that count.
ALTER TABLE import_run ADD COLUMN file_version bigint;

-- One at a time.
CREATE UNIQUE INDEX import_run_dry ON import_run (import_id) WHERE mode = 'dry' AND ended_at IS NULL;
