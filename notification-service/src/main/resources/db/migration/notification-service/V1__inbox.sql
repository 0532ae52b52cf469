CREATE TABLE inbox_entry (
  team_id     uuid        NOT NULL,
  entry_id    uuid        NOT NULL,
  user_id     uuid        NOT NULL,
  kind        text        NOT NULL,
  -- What the entry is about: an import run.
  subject_id  uuid        NOT NULL,
  product_id  uuid        NOT NULL,
  params      jsonb       NOT NULL,
  occurred_at timestamptz NOT NULL,
  read_at     timestamptz,
  PRIMARY KEY (team_id, entry_id),
  -- The same occasion is told once, however often its event comes.
  UNIQUE (team_id, subject_id, kind)
);

CREATE INDEX inbox_entry_newest ON inbox_entry (team_id, user_id, entry_id DESC);
CREATE INDEX inbox_entry_unread ON inbox_entry (team_id, user_id) WHERE read_at IS NULL;
