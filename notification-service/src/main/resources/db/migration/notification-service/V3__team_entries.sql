-- What happens in a team is about no product.
ALTER TABLE inbox_entry ALTER COLUMN product_id DROP NOT NULL;
