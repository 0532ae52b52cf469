-- Who leaves a team or loses a product to another creator is found by user.
CREATE INDEX product_creator ON product (team_id, created_by);

CREATE TABLE invitation (
  team_id       uuid        NOT NULL REFERENCES team,
  invitation_id uuid        NOT NULL,
  email_key     text        NOT NULL,
  email         text        NOT NULL,
  role          text        NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
  language      text        NOT NULL CHECK (language IN ('de', 'en')),
  -- SHA-256 of the one-time token; the token itself is in the mail alone.
  token_hash    bytea       NOT NULL UNIQUE,
  status        text        NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'revoked')),
  invited_by    uuid        NOT NULL,
  created_at    timestamptz NOT NULL,
  sent_at       timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  PRIMARY KEY (team_id, invitation_id)
);

CREATE UNIQUE INDEX invitation_open ON invitation (team_id, email_key) WHERE status = 'open';

ALTER TABLE product ADD COLUMN outreach_tone text NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN outreach_language text NOT NULL DEFAULT 'de';
ALTER TABLE product ADD COLUMN sender_name text NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN sender_email text NOT NULL DEFAULT '';
