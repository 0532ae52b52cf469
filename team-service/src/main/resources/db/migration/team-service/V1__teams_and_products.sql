CREATE TABLE team (
  team_id        uuid        NOT NULL PRIMARY KEY,
  name           text        NOT NULL,
  plan           text        NOT NULL,
  status         text        NOT NULL CHECK (status IN ('active', 'deleted')),
  version        bigint      NOT NULL,
  -- Version of the team's access state; whoever changes access raises it and so waits for others.
  access_version bigint      NOT NULL DEFAULT 0,
  created_at     timestamptz NOT NULL
);

CREATE TABLE member (
  team_id   uuid        NOT NULL REFERENCES team,
  user_id   uuid        NOT NULL,
  role      text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, user_id)
);

CREATE UNIQUE INDEX member_one_owner ON member (team_id) WHERE role = 'owner';
CREATE INDEX member_user ON member (user_id, team_id);

CREATE TABLE product (
  team_id     uuid        NOT NULL REFERENCES team,
  product_id  uuid        NOT NULL,
  name        text        NOT NULL,
  description text        NOT NULL,
  incentives  text        NOT NULL,
  currency    char(3)     NOT NULL,
  time_zone   text        NOT NULL,
  high_from   bigint      NOT NULL,
  medium_from bigint      NOT NULL,
  rank_by     text        NOT NULL CHECK (rank_by IN ('gross', 'net')),
  created_by  uuid        NOT NULL,
  created_at  timestamptz NOT NULL,
  version     bigint      NOT NULL,
  PRIMARY KEY (team_id, product_id),
  UNIQUE (product_id),
  CHECK (0 <= medium_from AND medium_from <= high_from AND high_from <= 10000000000000)
);
