-- The audit log: a chain per team. Each entry's hash covers the one before it, so that nothing can be
-- changed or left out without all that follows showing it.
CREATE TABLE audit_entry (
  team_id        uuid        NOT NULL,
  seq            bigint      NOT NULL,
  entry_id       uuid        NOT NULL UNIQUE,
  product_id     uuid,
  user_id        uuid,
  via            text        NOT NULL,
  api_key_id     uuid,
  action         text        NOT NULL,
  subject_type   text        NOT NULL,
  subject_id     text        NOT NULL,
  -- Names and commitments of fields; the values are in audit_value.
  fields         jsonb       NOT NULL,
  at             timestamptz NOT NULL,
  client_address text,
  correlation_id text,
  hash           bytea       NOT NULL,
  PRIMARY KEY (team_id, seq)
);

CREATE INDEX audit_entry_user ON audit_entry (team_id, user_id, seq DESC);
CREATE INDEX audit_entry_subject ON audit_entry (team_id, subject_type, subject_id, seq DESC);
CREATE INDEX audit_entry_action ON audit_entry (team_id, action text_pattern_ops, seq DESC);

-- The last entry of each chain; who adds one locks it.
CREATE TABLE audit_head (
  team_id uuid   NOT NULL PRIMARY KEY,
  seq     bigint NOT NULL,
  hash    bytea  NOT NULL
);

-- Values of fields: personal data, which can be erased without breaking the chain.
CREATE TABLE audit_value (
  team_id  uuid NOT NULL,
  seq      bigint NOT NULL,
  field    text NOT NULL,
  contents text NOT NULL,
  PRIMARY KEY (team_id, seq, field)
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
