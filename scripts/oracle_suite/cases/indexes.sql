-- Indexes: made, dropped, changed, rebuilt.

--- index-create
CREATE INDEX stock_idx ON product (stock);

--- index-create-unnamed
CREATE INDEX ON product (stock);

--- index-create-if-not-exists
CREATE INDEX IF NOT EXISTS stock_idx ON product (stock);

--- index-create-if-not-exists-there
CREATE INDEX IF NOT EXISTS article_number_idx ON article (slug);

--- index-create-if-not-exists-name-of-table
CREATE INDEX IF NOT EXISTS customer ON product (stock);

--- index-create-there
CREATE INDEX article_number_idx ON article (number);

--- index-create-name-of-table
CREATE INDEX customer ON product (stock);

--- index-create-unique
CREATE UNIQUE INDEX stock_idx ON product (stock);

--- index-create-unique-broken
CREATE UNIQUE INDEX active_idx ON product (active);

--- index-create-missing-column
CREATE INDEX shelf_idx ON product (shelf);

--- index-create-missing-table
CREATE INDEX shelf_idx ON nowhere (shelf);

--- index-create-of-view
CREATE INDEX boss_idx ON staff_boss (boss);

--- index-create-of-matview
CREATE INDEX boss_idx ON staff_copy (boss);

--- index-create-expression
CREATE INDEX title_idx ON product (lower(title), (stock + 1));

--- index-create-expression-of-immutable
CREATE INDEX price_idx ON product (next_price(price));

--- index-create-expression-of-stable
CREATE INDEX price_idx ON product ((stock + tax_rate()));

--- index-create-expression-of-now
CREATE INDEX sold_idx ON product (id) WHERE sold > now();

--- index-create-expression-of-timestamptz
CREATE INDEX sold_idx ON product ((sold::date));

--- index-create-partial
CREATE INDEX stock_idx ON product (stock) WHERE active AND rank > 5;

--- index-create-include
CREATE UNIQUE INDEX stock_idx ON product (stock) INCLUDE (title, price);

--- index-create-desc-nulls-last
CREATE INDEX stock_idx ON product (stock DESC NULLS LAST, rank ASC);

--- index-create-pattern-ops
CREATE INDEX title_idx ON product (title text_pattern_ops);

--- index-create-missing-operator-class
CREATE INDEX title_idx ON product (title no_such_ops);

--- index-create-hash
CREATE INDEX title_idx ON product USING hash (title);

--- index-create-hash-unique
CREATE UNIQUE INDEX title_idx ON product USING hash (title);

--- index-create-gin
CREATE INDEX doc_idx ON product USING gin (doc jsonb_path_ops);

--- index-create-gin-of-text
CREATE INDEX title_idx ON product USING gin (title);

--- index-create-gin-of-array
CREATE INDEX words_idx ON product USING gin (words);

--- index-create-gin-of-text-search
CREATE INDEX title_idx ON product USING gin (to_tsvector('english', title));

--- index-create-gist
CREATE INDEX valid_idx ON article USING gist (valid);

--- index-create-brin
CREATE INDEX sold_idx ON product USING brin (sold) WITH (pages_per_range = 16);

--- index-create-missing-method
CREATE INDEX title_idx ON product USING no_such_method (title);

--- index-create-of-json
CREATE INDEX raw_idx ON product (raw);

--- index-create-with-fillfactor
CREATE INDEX stock_idx ON product (stock) WITH (fillfactor = 70);

--- index-create-nulls-not-distinct
CREATE UNIQUE INDEX stock_idx ON product (stock) NULLS NOT DISTINCT;

--- index-create-of-partitioned
CREATE INDEX sensor_idx ON reading (sensor);

--- index-create-of-partitioned-only
CREATE INDEX sensor_idx ON ONLY reading (sensor);

--- index-create-of-partitioned-with-one-there
CREATE INDEX low_idx ON reading_low (sensor);
CREATE INDEX sensor_idx ON reading (sensor);

--- index-create-of-partitioned-unique-without-key
CREATE UNIQUE INDEX sensor_idx ON reading (sensor);

--- index-create-of-partition-tree
CREATE INDEX name_idx ON region (name);

--- index-create-of-inheritance-parent
CREATE INDEX wheels_idx ON vehicle (wheels);

--- index-create-concurrently
CREATE INDEX CONCURRENTLY stock_idx ON product (stock);

--- index-create-concurrently-unnamed
CREATE INDEX CONCURRENTLY ON product (stock);

--- index-create-concurrently-if-not-exists-there
CREATE INDEX CONCURRENTLY IF NOT EXISTS article_number_idx ON article (number);

--- index-create-concurrently-there
CREATE INDEX CONCURRENTLY article_number_idx ON article (number);

--- index-create-concurrently-unique
CREATE UNIQUE INDEX CONCURRENTLY stock_idx ON product (stock);

--- index-create-concurrently-unique-broken
CREATE UNIQUE INDEX CONCURRENTLY active_idx ON product (active);

--- index-create-concurrently-of-partitioned
CREATE INDEX CONCURRENTLY sensor_idx ON reading (sensor);

--- index-create-concurrently-of-partition
CREATE INDEX CONCURRENTLY sensor_idx ON reading_low (sensor);

--- index-create-concurrently-missing-column
CREATE INDEX CONCURRENTLY shelf_idx ON product (shelf);

--- index-drop
DROP INDEX article_number_idx;

--- index-drop-if-exists
DROP INDEX IF EXISTS article_number_idx;

--- index-drop-missing
DROP INDEX no_such_index;

--- index-drop-missing-if-exists
DROP INDEX IF EXISTS no_such_index;

--- index-drop-of-constraint
DROP INDEX article_slug_key;

--- index-drop-of-constraint-cascade
DROP INDEX article_slug_key CASCADE;

--- index-drop-of-matview
DROP INDEX staff_copy_id_idx;

--- index-drop-two
DROP INDEX article_number_idx, purchase_customer_id_idx;

--- index-drop-that-is-a-table
DROP INDEX article;

--- index-drop-of-partitioned
CREATE INDEX sensor_idx ON reading (sensor);
DROP INDEX sensor_idx;

--- index-drop-of-partition
CREATE INDEX sensor_idx ON reading (sensor);
DROP INDEX reading_low_sensor_idx;

--- index-drop-of-foreign-key
CREATE UNIQUE INDEX city_idx ON customer (id, city);
ALTER TABLE visit ADD FOREIGN KEY (customer_id, email) REFERENCES customer (id, city) NOT VALID;
DROP INDEX city_idx;

--- index-drop-concurrently
DROP INDEX CONCURRENTLY article_number_idx;

--- index-drop-concurrently-if-exists
DROP INDEX CONCURRENTLY IF EXISTS article_number_idx;

--- index-drop-concurrently-missing-if-exists
DROP INDEX CONCURRENTLY IF EXISTS no_such_index;

--- index-drop-concurrently-two
DROP INDEX CONCURRENTLY article_number_idx, article_meta_idx;

--- index-drop-concurrently-of-constraint
DROP INDEX CONCURRENTLY article_slug_key;

--- index-drop-concurrently-of-partitioned
CREATE INDEX sensor_idx ON reading (sensor);
DROP INDEX CONCURRENTLY sensor_idx;

--- index-rename
ALTER INDEX article_number_idx RENAME TO number_idx;

--- index-rename-missing
ALTER INDEX no_such_index RENAME TO number_idx;

--- index-rename-missing-if-exists
ALTER INDEX IF EXISTS no_such_index RENAME TO number_idx;

--- index-rename-to-one-there
ALTER INDEX article_number_idx RENAME TO article_meta_idx;

--- index-rename-of-constraint
ALTER INDEX customer_email_key RENAME TO one_email;

--- index-rename-by-table
ALTER TABLE article_number_idx RENAME TO number_idx;

--- table-rename-by-index
ALTER INDEX article RENAME TO story;

--- index-set-fillfactor
ALTER INDEX article_number_idx SET (fillfactor = 60);

--- index-reset-fillfactor
ALTER INDEX article_number_idx RESET (fillfactor);

--- index-set-fastupdate
ALTER INDEX article_meta_idx SET (fastupdate = on);

--- index-set-statistics
ALTER INDEX article_slug_lower_idx ALTER COLUMN 1 SET STATISTICS 100;

--- index-set-tablespace
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE elsewhere LOCATION '';
ALTER INDEX article_number_idx SET TABLESPACE elsewhere;

--- index-attach
CREATE INDEX sensor_idx ON ONLY reading (sensor);
CREATE INDEX low_idx ON reading_low (sensor);
ALTER INDEX sensor_idx ATTACH PARTITION low_idx;

--- index-attach-of-other-columns
CREATE INDEX sensor_idx ON ONLY reading (sensor);
CREATE INDEX low_idx ON reading_low (value);
ALTER INDEX sensor_idx ATTACH PARTITION low_idx;

--- index-depends-on-extension
CREATE EXTENSION pg_trgm;
ALTER INDEX article_number_idx DEPENDS ON EXTENSION pg_trgm;

--- reindex-index
REINDEX INDEX article_number_idx;

--- reindex-index-of-key
REINDEX INDEX customer_pkey;

--- reindex-index-missing
REINDEX INDEX no_such_index;

--- reindex-table
REINDEX TABLE article;

--- reindex-table-referenced
REINDEX TABLE customer;

--- reindex-table-without-indexes
REINDEX TABLE draft;

--- reindex-matview
REINDEX TABLE staff_copy;

--- reindex-index-concurrently
REINDEX INDEX CONCURRENTLY article_number_idx;

--- reindex-table-concurrently
REINDEX TABLE CONCURRENTLY customer;

--- reindex-partitioned
REINDEX TABLE reading;

--- reindex-partition
REINDEX TABLE reading_low;

--- reindex-partitioned-index
REINDEX INDEX reading_pkey;

--- reindex-schema
REINDEX SCHEMA archive;

--- reindex-schema-filled
CREATE TABLE archive.old_product (id integer PRIMARY KEY, parts integer) PARTITION BY HASH (id);
CREATE MATERIALIZED VIEW archive.old_staff AS SELECT id FROM staff;
CREATE TABLE archive.old_customer AS SELECT * FROM customer;
CREATE INDEX old_email_idx ON archive.old_customer (email);
REINDEX SCHEMA archive;

--- reindex-system
REINDEX SYSTEM shop;

--- index-name-too-long
CREATE INDEX purchase_by_customer_and_product_and_note_for_the_report_of_all_customers ON purchase (note);

--- index-name-too-long-twice
CREATE INDEX purchase_by_customer_and_product_and_note_for_the_report_of_all_customers ON purchase (note);
CREATE INDEX purchase_by_customer_and_product_and_note_for_the_report_of_all_products ON purchase (product_id);

--- index-on-json
CREATE TABLE paper (body json);
CREATE INDEX paper_idx ON paper (body);

--- index-on-date-of-timestamptz
CREATE TABLE paper (at timestamptz);
CREATE INDEX paper_idx ON paper ((at::date));

--- index-on-date-trunc-of-timestamptz
CREATE TABLE paper (at timestamptz);
CREATE INDEX paper_idx ON paper (date_trunc('day', at));

--- index-on-date-trunc-of-timestamp
CREATE TABLE paper (at timestamp);
CREATE INDEX paper_idx ON paper (date_trunc('day', at));

--- index-on-text-of-date
CREATE INDEX visit_day_idx ON visit ((at::text));
