CREATE TABLE idempotent_request (
  user_id     uuid        NOT NULL,
  key         text        NOT NULL,
  fingerprint text        NOT NULL,
  status      int,
  location    text,
  body        jsonb,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
