-- What customer-service says of a run's undo: the whole state as it was published last.
ALTER TABLE import_run
  ADD COLUMN undo_version bigint NOT NULL DEFAULT 0,
  ADD COLUMN undo         jsonb;
