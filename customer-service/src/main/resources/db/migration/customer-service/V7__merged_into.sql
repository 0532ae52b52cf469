-- Whom a customer was merged into is what its identities say.
ALTER TABLE customer_merge DROP COLUMN into_id;
