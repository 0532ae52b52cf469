-- Whom a cleanup archived is read in pages.
DROP INDEX customer_value_archived;
CREATE INDEX customer_value_archived ON customer_value (archived_id, customer_id)
  WHERE archived_reason IS NOT NULL;
