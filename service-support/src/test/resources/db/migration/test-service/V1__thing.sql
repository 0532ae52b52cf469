CREATE TABLE thing (
  id   uuid PRIMARY KEY,
  name text NOT NULL
);
