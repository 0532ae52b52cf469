-- Mails that were asked for. The link is sealed, and goes when the mail has ended.
CREATE TABLE mail (
  message_id  uuid        NOT NULL PRIMARY KEY,
  kind        text        NOT NULL,
  team_id     uuid,
  user_id     uuid,
  email       text        NOT NULL,
  name        text,
  language    text        NOT NULL,
  params      jsonb       NOT NULL,
  sealed_link text,
  status      text        NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'failed')),
  attempts    int         NOT NULL,
  -- When it is due; of one that is being sent, when its claim ends.
  next_try_at timestamptz NOT NULL,
  failure     text,
  created_at  timestamptz NOT NULL,
  ended_at    timestamptz
);

CREATE INDEX mail_due ON mail (next_try_at) WHERE status IN ('queued', 'sending');
