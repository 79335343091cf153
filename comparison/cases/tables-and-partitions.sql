--- vacuum-full
--! rewrite
VACUUM FULL orders;
--- vacuum-full-analyze
--! rewrite
VACUUM (FULL, ANALYZE) orders;
--- vacuum-in-transaction transaction
--! fails
VACUUM orders;
--- cluster-table
--! rewrite
CLUSTER orders USING orders_placed_at_idx;
--- table-set-unlogged
--! rewrite
ALTER TABLE audit_log SET UNLOGGED;
--- table-set-logged
--@ earlier
ALTER TABLE audit_log SET UNLOGGED;
--@ migration
--! rewrite
ALTER TABLE audit_log SET LOGGED;
--- matview-refresh
--! rewrite
REFRESH MATERIALIZED VIEW sales;
--- matview-refresh-concurrently-without-unique-index
--! fails
REFRESH MATERIALIZED VIEW CONCURRENTLY sales;
--- matview-refresh-concurrently-with-no-data
--! fails
REFRESH MATERIALIZED VIEW CONCURRENTLY top_products WITH NO DATA;
--- matview-refresh-concurrently-unpopulated
--@ earlier
CREATE MATERIALIZED VIEW fresh AS SELECT id FROM orders WITH NO DATA;
CREATE UNIQUE INDEX fresh_key ON fresh (id);
--@ migration
--! fails
REFRESH MATERIALIZED VIEW CONCURRENTLY fresh;
--- lock-table transaction
--! lock
LOCK TABLE orders;
UPDATE orders SET note = 'x' WHERE id = 7;
--- lock-table-outside-transaction
--! fails
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
--- alter-then-long-update transaction
ALTER TABLE orders ADD COLUMN region text;
--! rows, held
UPDATE orders SET region = 'eu';
--- alter-one-then-scan-another transaction
ALTER TABLE accounts ADD COLUMN region text;
--! scan, held
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
--- alter-then-long-select-into transaction
ALTER TABLE orders ADD COLUMN region text;
--! held
CREATE TABLE order_notes AS SELECT id, note FROM orders;
--- alter-then-copy-rows transaction
ALTER TABLE accounts ADD COLUMN total numeric;
--! held
INSERT INTO products (id, sku, title, price) SELECT id + 9000, 'x' || id, 'y', 1 FROM orders;
--- alter-several-tables transaction
ALTER TABLE accounts ADD COLUMN region text;
--! lock
ALTER TABLE orders ADD COLUMN region text;
--- autovacuum-off
--@ shows SELECT reloptions::text LIKE '%autovacuum_enabled=false%' FROM pg_class WHERE relname = 'orders'
--! design
ALTER TABLE orders SET (autovacuum_enabled = false);
--- partition-of-locks-parent
--! lock: of the parent, against everybody
CREATE TABLE events_2028 PARTITION OF events FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
--- partition-of-scans-default
--! lock, scan: of the default partition
CREATE TABLE regions_5 PARTITION OF regions FOR VALUES IN (5);
--- partition-attach-without-check
--! scan
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
--- partition-attach-check-allows-null
ALTER TABLE regions_2 ADD CONSTRAINT regions_2_land CHECK (land = 2) NOT VALID;
ALTER TABLE regions_2 VALIDATE CONSTRAINT regions_2_land;
ALTER TABLE regions_rest ADD CONSTRAINT regions_rest_land CHECK (land <> 2) NOT VALID;
ALTER TABLE regions_rest VALIDATE CONSTRAINT regions_rest_land;
--! scan
ALTER TABLE regions ATTACH PARTITION regions_2 FOR VALUES IN (2);
--- partition-attach-scans-default
ALTER TABLE regions_2 ADD CONSTRAINT regions_2_land CHECK (land IS NOT NULL AND land = 2) NOT VALID;
ALTER TABLE regions_2 VALIDATE CONSTRAINT regions_2_land;
--! scan
ALTER TABLE regions ATTACH PARTITION regions_2 FOR VALUES IN (2);
--- partition-attach-overlap
--! fails
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2026-06-01') TO ('2028-01-01');
--- partition-detach
--! lock
ALTER TABLE events DETACH PARTITION events_2025;
--- partition-detach-concurrently-in-transaction transaction
--! fails
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
--- partition-detach-concurrently-with-default
--! fails
ALTER TABLE regions DETACH PARTITION regions_1 CONCURRENTLY;
--- partition-dropped
--! data, lock
DROP TABLE events_2025;
--- partition-key-missing-in-primary-key
--! fails
ALTER TABLE events ADD PRIMARY KEY (id);
--- partition-key-missing-in-unique-index
--! fails
CREATE UNIQUE INDEX events_id_key ON events (id);
--- partitioned-table-key-missing
--! fails
CREATE TABLE visits (id bigint PRIMARY KEY, at date NOT NULL) PARTITION BY RANGE (at);
--- partition-check-on-parent
--! scan
ALTER TABLE events ADD CONSTRAINT events_body_check CHECK (body <> '');
--- partition-unique-on-parent
--! build
ALTER TABLE events ADD CONSTRAINT events_key UNIQUE (id, at);
--- vacuum-plain-ok
VACUUM orders;
--- analyze-ok transaction
ANALYZE orders;
--- matview-refresh-concurrently-ok
REFRESH MATERIALIZED VIEW CONCURRENTLY top_products;
--- matview-refresh-concurrently-in-transaction-ok transaction
REFRESH MATERIALIZED VIEW CONCURRENTLY top_products;
--- matview-new-and-refreshed-ok transaction
CREATE MATERIALIZED VIEW best AS SELECT id FROM accounts WHERE id < 5 WITH NO DATA;
REFRESH MATERIALIZED VIEW best;
--- table-new-ok
CREATE TABLE carts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner text NOT NULL);
--- table-new-with-everything-ok transaction
CREATE TABLE carts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text NOT NULL,
  token uuid NOT NULL DEFAULT gen_random_uuid(),
  total numeric NOT NULL CHECK (total >= 0),
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (owner)
);
--- table-new-and-filled-ok transaction
CREATE TABLE plans (name text PRIMARY KEY, price numeric NOT NULL);
INSERT INTO plans (name, price) VALUES ('free', 0), ('paid', 9);
UPDATE plans SET price = price + 1;
--- table-new-truncated-ok transaction
CREATE TABLE plans (name text PRIMARY KEY, price numeric NOT NULL);
INSERT INTO plans (name, price) VALUES ('free', 0);
TRUNCATE plans;
--- table-fillfactor-ok
ALTER TABLE orders SET (fillfactor = 90);
--- table-comment-ok
COMMENT ON TABLE orders IS 'what people have ordered';
--- table-statistics-ok
CREATE STATISTICS orders_stats ON account_id, status FROM orders;
--- alter-several-times-ok transaction
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE orders ADD COLUMN channel text;
--- alter-in-separate-transactions-ok
BEGIN;
ALTER TABLE accounts ADD COLUMN region text;
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
--- temporary-table-dropped-ok transaction
CREATE TEMP TABLE chosen (id bigint);
INSERT INTO chosen SELECT id FROM accounts WHERE id < 4;
DROP TABLE chosen;
--- partition-attach-proven-ok
ALTER TABLE events_2027 ADD CONSTRAINT events_2027_at
  CHECK (at IS NOT NULL AND at >= '2027-01-01' AND at < '2028-01-01') NOT VALID;
ALTER TABLE events_2027 VALIDATE CONSTRAINT events_2027_at;
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
ALTER TABLE events_2027 DROP CONSTRAINT events_2027_at;
--- partition-new-like-attached-ok transaction
CREATE TABLE events_2028 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
--- partition-detach-concurrently-ok
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
--- partition-of-new-parent-ok transaction
CREATE TABLE visits (id bigint NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
CREATE INDEX visits_id_idx ON visits (id);
--- partition-check-not-valid-ok
ALTER TABLE events_2027 ADD CONSTRAINT events_2027_body CHECK (body <> '') NOT VALID;
ALTER TABLE events_2027 VALIDATE CONSTRAINT events_2027_body;
--- temporary-table-gone-at-commit
CREATE TEMPORARY TABLE wanted (id bigint) ON COMMIT DROP;
--! fails: without a transaction, the statement before was one
INSERT INTO wanted SELECT id FROM orders WHERE id < 10;
--- insert-without-partition
--! fails
INSERT INTO events (id, at, body) VALUES (1, '2031-05-01', 'x');
--- temporary-table-in-transaction-ok transaction
CREATE TEMPORARY TABLE wanted (id bigint) ON COMMIT DROP;
INSERT INTO wanted SELECT id FROM orders WHERE id < 10;
--- insert-into-default-partition-ok
INSERT INTO regions (land, name) VALUES (99, 'x');
