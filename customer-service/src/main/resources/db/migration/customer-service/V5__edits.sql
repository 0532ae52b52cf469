-- The address that a person made the customer's; null while it is the one it was created with.
ALTER TABLE customer ADD COLUMN primary_email_key text;

-- Customers that a person merged into another: what is needed to part them again.
CREATE TABLE customer_merge (
  team_id           uuid        NOT NULL,
  product_id        uuid        NOT NULL,
  merged_id         uuid        NOT NULL,
  into_id           uuid        NOT NULL,
  -- The identities that the merged customer had.
  identity_ids      uuid[]      NOT NULL,
  email_key         text        NOT NULL,
  primary_email_key text,
  created_at        timestamptz NOT NULL,
  merged_by         uuid        NOT NULL,
  merged_at         timestamptz NOT NULL,
  PRIMARY KEY (team_id, product_id, merged_id)
);
