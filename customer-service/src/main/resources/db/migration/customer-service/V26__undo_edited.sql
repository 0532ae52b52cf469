-- Customers who keep what people entered although an import is undone: how many, and which.
ALTER TABLE undo ADD COLUMN edited bigint NOT NULL DEFAULT 0;

CREATE TABLE undo_edited (
  team_id     uuid    NOT NULL,
  product_id  uuid    NOT NULL,
  run_id      uuid    NOT NULL,
  dry         boolean NOT NULL,
  customer_id uuid    NOT NULL,
  PRIMARY KEY (team_id, product_id, run_id, dry, customer_id)
);
