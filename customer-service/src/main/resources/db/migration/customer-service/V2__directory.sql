-- What lists, searches and counts read. Nothing here is written by the merge.

-- The priority stands inside the sort indexes: a list of one priority is a range of each of them in
-- either direction, and a list of all merges three ranges. Archived customers are in no list.
DROP INDEX customer_value_by_net;
DROP INDEX customer_value_by_monthly;
DROP INDEX customer_value_by_last;
CREATE INDEX customer_value_by_net
  ON customer_value (product_id, priority, net DESC, customer_id)
  WHERE archived_reason IS NULL;
CREATE INDEX customer_value_by_monthly
  ON customer_value (product_id, priority, monthly DESC NULLS LAST, customer_id)
  WHERE archived_reason IS NULL;
CREATE INDEX customer_value_by_last
  ON customer_value (product_id, priority, last_on DESC NULLS LAST, customer_id)
  WHERE archived_reason IS NULL;

-- The words by which a customer is found, filled from the hints that customers were touched. Each
-- word begins with a mark of its product, so that a search never reads another product's entries.
CREATE TABLE customer_search (
  team_id     uuid     NOT NULL,
  product_id  uuid     NOT NULL,
  customer_id uuid     NOT NULL,
  -- The customer's version when the words were read: an older reading never replaces a newer one.
  version     bigint   NOT NULL,
  fingerprint bigint   NOT NULL,
  -- The customer's sort name once more: who is found is sorted by name without a look at them.
  sort_name   text COLLATE "C" NOT NULL,
  words       tsvector NOT NULL,
  PRIMARY KEY (team_id, product_id, customer_id)
);
CREATE INDEX customer_search_words ON customer_search USING gin (words);

-- Counts and sums of a product's customers, counted again some seconds after the last change.
CREATE TABLE directory_figures (
  team_id    uuid        NOT NULL,
  product_id uuid        NOT NULL,
  touched_at timestamptz NOT NULL,
  -- When the counting began; null while nothing was counted yet.
  counted_at timestamptz,
  figures    jsonb,
  PRIMARY KEY (team_id, product_id)
);

-- Which customer stands at a rank of a list, at equal distances: where a jump into the list lands.
CREATE TABLE directory_rank (
  team_id     uuid   NOT NULL,
  product_id  uuid   NOT NULL,
  list_order  text   NOT NULL,
  rank        bigint NOT NULL,
  sort_key    text,
  customer_id uuid   NOT NULL,
  PRIMARY KEY (team_id, product_id, list_order, rank)
);

-- For which day and with which settings a product's customers were valued last.
CREATE TABLE revaluation (
  team_id          uuid   NOT NULL,
  product_id       uuid   NOT NULL,
  settings_version bigint NOT NULL,
  valued_on        date   NOT NULL,
  PRIMARY KEY (team_id, product_id)
);
