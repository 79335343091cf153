--- index-plain
--! build
CREATE INDEX orders_status_idx ON orders (status);
--- index-unique-plain
--! build
CREATE UNIQUE INDEX products_title_key ON products (title);
--- index-partial-plain-in-transaction transaction
--! build
CREATE INDEX orders_unpaid_idx ON orders (placed_at) WHERE status = 'new';
--- index-if-not-exists-plain
--! build
CREATE INDEX IF NOT EXISTS orders_status_idx ON orders (status);
--- index-gin-plain
--! build
CREATE INDEX products_tags_idx ON products USING gin (tags);
--- index-expression-plain
--! build
CREATE INDEX accounts_lower_email_idx ON accounts (lower(email));
--- index-on-partitioned-parent
--! build
CREATE INDEX events_id_idx ON events (id);
--- index-on-materialized-view-ok
CREATE INDEX sales_product_idx ON sales (product_id);
--- index-in-do-block
--! build
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'orders_status_idx') THEN
    CREATE INDEX orders_status_idx ON orders (status);
  END IF;
END $$;
--- index-in-executed-string
--! build
DO $$
BEGIN
  EXECUTE 'CREATE INDEX orders_status_idx ON orders (status)';
END $$;
--- index-on-qualified-table
ALTER TABLE audit_log ALTER COLUMN what SET DEFAULT '';
--! build
CREATE INDEX audit_log_who_idx ON public.audit_log (who);
--- index-concurrently-in-block
BEGIN;
--! fails
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
COMMIT;
--- index-concurrently-in-runner-transaction transaction
--! fails
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
--- index-concurrently-after-commit-ok
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
--- index-concurrently-after-rollback-ok
BEGIN;
SELECT count(*) FROM products WHERE id < 3;
ROLLBACK;
CREATE INDEX CONCURRENTLY orders_coupon_idx ON orders (coupon);
--- index-drop-concurrently-in-transaction transaction
--! fails
DROP INDEX CONCURRENTLY orders_placed_at_idx;
--- index-reindex-concurrently-in-transaction transaction
--! fails
REINDEX INDEX CONCURRENTLY orders_placed_at_idx;
--- index-concurrently-in-do
--! fails
DO $$
BEGIN
  CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
END $$;
--- index-concurrently-on-partitioned
--! fails
CREATE INDEX CONCURRENTLY events_id_idx ON events (id);
--- index-drop-concurrently-list
--! fails
DROP INDEX CONCURRENTLY orders_placed_at_idx, orders_account_id_idx;
--- index-drop-concurrently-cascade
--! fails
DROP INDEX CONCURRENTLY orders_placed_at_idx CASCADE;
--- index-drop-of-constraint
--! fails
DROP INDEX products_sku_key;
--- index-drop-of-primary-key
--! fails
DROP INDEX CONCURRENTLY IF EXISTS orders_pkey;
--- index-drop-plain
--! lock
DROP INDEX orders_placed_at_idx;
--- index-drop-if-exists-plain-in-transaction transaction
--! lock
DROP INDEX IF EXISTS public.orders_placed_at_idx;
--- index-reindex-table
--! build
REINDEX TABLE orders;
--- index-reindex-index
--! build
REINDEX INDEX orders_placed_at_idx;
--- index-invalid-hidden
--! again: a failed build leaves an INVALID index, which IF NOT EXISTS takes for the index
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status_idx ON orders (status);
--- index-unique-invalid-hidden
--! again
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS products_title_key ON products (title);
--- index-replaced-before-built
--! design, lock: queries have neither index while the new one is built
DROP INDEX orders_placed_at_idx;
CREATE INDEX CONCURRENTLY orders_placed_at_status_idx ON orders (placed_at, status);
--- index-redundant-prefix
--@ shows SELECT count(*) = 2 FROM pg_index WHERE indrelid = 'orders'::regclass AND indkey[0] = 2
--! redundant
CREATE INDEX CONCURRENTLY orders_account_idx ON orders (account_id);
--- index-redundant-of-primary-key
--@ shows SELECT count(*) = 2 FROM pg_index WHERE indrelid = 'order_items'::regclass AND indkey[0] = 1
--! redundant
CREATE INDEX CONCURRENTLY order_items_order_idx ON order_items (order_id);
--- index-two-in-one-transaction transaction
--! build
CREATE INDEX orders_status_idx ON orders (status);
--! build, held
CREATE INDEX orders_coupon_idx ON orders (coupon);
--- index-concurrently-killed-by-timeout
SET statement_timeout = '2s';
--! killed: the build is ended and leaves an INVALID index
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
--- index-concurrently-ok
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
--- index-unique-concurrently-ok
CREATE UNIQUE INDEX CONCURRENTLY products_title_key ON products (title);
--- index-drop-concurrently-ok
DROP INDEX CONCURRENTLY orders_placed_at_idx;
--- index-drop-concurrently-if-exists-ok
DROP INDEX CONCURRENTLY IF EXISTS orders_no_such_idx;
--- index-repair-invalid-ok
DROP INDEX CONCURRENTLY IF EXISTS orders_status_idx;
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
--- index-reindex-concurrently-ok
REINDEX INDEX CONCURRENTLY orders_placed_at_idx;
--- index-on-new-table-ok
CREATE TABLE carts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner text);
CREATE INDEX carts_owner_idx ON carts (owner);
--- index-on-new-table-in-transaction-ok transaction
CREATE TABLE carts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner text);
CREATE UNIQUE INDEX carts_owner_key ON carts (owner);
--- index-on-new-materialized-view-ok transaction
CREATE MATERIALIZED VIEW best AS SELECT product_id FROM order_items WHERE quantity > 100;
CREATE UNIQUE INDEX best_key ON best (product_id);
--- index-on-temporary-table-ok
CREATE TEMP TABLE chosen AS SELECT id FROM orders WHERE id < 3;
CREATE INDEX chosen_idx ON chosen (id);
--- index-on-only-parent-ok
CREATE INDEX events_body_idx ON ONLY events (body);
--- index-attach-ok
--@ earlier
CREATE INDEX events_body_idx ON ONLY events (body);
CREATE INDEX CONCURRENTLY events_2025_body_idx ON events_2025 (body);
--@ migration
ALTER INDEX events_body_idx ATTACH PARTITION events_2025_body_idx;
--- index-rename-ok
ALTER INDEX orders_placed_at_idx RENAME TO orders_by_time_idx;
--- index-on-table-renamed-after-creation-ok transaction
CREATE TABLE carts_new (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner text);
ALTER TABLE carts_new RENAME TO carts;
CREATE INDEX carts_owner_idx ON carts (owner);
--- index-only-defined-in-function-ok
CREATE FUNCTION build_it() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CREATE INDEX orders_status_idx ON orders (status);
END $$;
--- index-same-name-as-new-table-elsewhere
CREATE SCHEMA archive;
CREATE TABLE archive.orders (id bigint PRIMARY KEY, note text);
--! build
CREATE INDEX orders_note_idx ON public.orders (note);
--- index-on-new-table-elsewhere-ok transaction
CREATE SCHEMA archive;
CREATE TABLE archive.orders (id bigint PRIMARY KEY, note text);
CREATE INDEX archived_orders_note_idx ON archive.orders (note);
--- index-statistics-target-ok
ALTER TABLE orders ALTER COLUMN status SET STATISTICS 500;
--- index-storage-parameter-ok
ALTER INDEX orders_placed_at_idx SET (fillfactor = 90);
--- index-predicate-with-now
--! fails
CREATE INDEX CONCURRENTLY orders_recent_idx ON orders (account_id) WHERE placed_at > now() - interval '30 days';
--- index-on-day-of-timestamptz
--! fails: which day it is depends on the time zone
CREATE INDEX CONCURRENTLY orders_day_idx ON orders ((placed_at::date));
--- index-on-json-column
--! fails
CREATE INDEX CONCURRENTLY accounts_settings_idx ON accounts (settings);
--- index-on-day-in-utc-ok
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (((placed_at AT TIME ZONE 'UTC')::date));
