-- Lists that people come back to. No names of columns or filters are known here: what a view asks
-- for is checked when it is saved and again when it is read, by whoever reads it then.
CREATE TABLE saved_view (
  team_id    uuid        NOT NULL,
  product_id uuid        NOT NULL,
  view_id    uuid        NOT NULL,
  owner_id   uuid        NOT NULL,
  shared     boolean     NOT NULL,
  name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  name_key   text        NOT NULL,
  sort       text,
  filter     text CHECK (length(filter) <= 8000),
  search     text CHECK (length(search) <= 1000),
  columns    text CHECK (length(columns) <= 500),
  version    bigint      NOT NULL DEFAULT 1,
  saved_at   timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, view_id)
);
-- Names of the shared ones are unique, and those of each person's own.
CREATE UNIQUE INDEX saved_view_shared_name ON saved_view (product_id, name_key) WHERE shared;
CREATE UNIQUE INDEX saved_view_own_name ON saved_view (product_id, owner_id, name_key)
  WHERE NOT shared;
