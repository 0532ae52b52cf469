-- The words of customers in the order of their names: a search that is sorted by name walks this
-- index alone. The entries are bounded where the words are made.
CREATE INDEX customer_search_by_name
  ON customer_search (product_id, sort_name, customer_id) INCLUDE (words);

-- The words now tell the sources too: all customers are read again after the start.
TRUNCATE customer_search;

-- How many a word finds decides the way of a search. The planner reckons beginnings of words only
-- from a hundred frequent words on.
ALTER TABLE customer_search ALTER words SET STATISTICS 300;
