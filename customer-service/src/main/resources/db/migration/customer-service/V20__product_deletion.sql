-- When the last of a deleted product's customers was deleted; its runs are forgotten later.
ALTER TABLE product ADD COLUMN emptied_at timestamptz;
