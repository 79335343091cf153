--- drop-table
--@ client SELECT at FROM audit_log
--! data, client
DROP TABLE audit_log;
--- drop-table-if-exists
--@ client SELECT at FROM audit_log
--! data, client
DROP TABLE IF EXISTS public.audit_log;
--- drop-table-cascade
--! data
DROP TABLE products CASCADE;
--- drop-table-referencing
--@ earlier
CREATE TABLE gifts (order_id bigint PRIMARY KEY REFERENCES orders (id));
INSERT INTO gifts SELECT id FROM orders;
--@ migration
--! data, lock: of orders, too
DROP TABLE gifts;
--- drop-table-referenced
--! fails
DROP TABLE accounts;
--- drop-table-in-do-loop
--! data
DO $$
BEGIN
  DROP TABLE IF EXISTS audit_log;
END $$;
--- drop-table-missing
--! fails
DROP TABLE former_orders;
--- drop-table-then-use transaction
--! data
DROP TABLE audit_log;
--! fails
ALTER TABLE audit_log ADD COLUMN region text;
--- drop-column
--@ client SELECT coupon FROM orders
--! data, client
ALTER TABLE orders DROP COLUMN coupon;
--- drop-column-if-exists-in-transaction transaction
--@ client UPDATE orders SET coupon = 'x' WHERE id = 1
--! data, client
ALTER TABLE orders DROP COLUMN IF EXISTS coupon;
--- drop-column-with-index
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'orders_placed_at_idx')
--! data
ALTER TABLE orders DROP COLUMN placed_at;
--- drop-column-with-foreign-key
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'orders_account_id_fkey')
--! data
ALTER TABLE orders DROP COLUMN account_id;
--- drop-column-of-view
--! fails
ALTER TABLE accounts DROP COLUMN name;
--- drop-column-of-view-cascade
--! data
ALTER TABLE accounts DROP COLUMN name CASCADE;
--- drop-column-missing
--! fails
ALTER TABLE accounts DROP COLUMN region;
--- drop-and-add-instead-of-rename transaction
--! data
ALTER TABLE accounts DROP COLUMN phone;
ALTER TABLE accounts ADD COLUMN phone_number varchar(30);
--- drop-and-add-in-one-statement
--! data
ALTER TABLE accounts DROP COLUMN nickname, ADD COLUMN nick text;
--- drop-and-create-table-instead-of-rename transaction
--! data
DROP TABLE audit_log;
CREATE TABLE audit_trail (at timestamptz, who bigint, what text, detail jsonb);
--- drop-schema
--@ earlier
CREATE SCHEMA archive;
CREATE TABLE archive.old (id bigint PRIMARY KEY);
INSERT INTO archive.old SELECT generate_series(1, 300);
--@ migration
--! data
DROP SCHEMA archive CASCADE;
--- drop-schema-not-empty
--@ earlier
CREATE SCHEMA archive;
CREATE TABLE archive.old (id bigint PRIMARY KEY);
--@ migration
--! fails
DROP SCHEMA archive;
--- drop-database-in-transaction transaction
--! fails
DROP DATABASE IF EXISTS shop_test;
--- drop-view
--@ client SELECT id FROM active_accounts
--! client
DROP VIEW active_accounts;
--- drop-function-of-clients
--@ client SELECT vat()
--! client
DROP FUNCTION vat();
--- drop-function-of-trigger
--! fails
DROP FUNCTION touch();
--- drop-function-cascade
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'orders_touch')
--! loses: the trigger of orders goes along
DROP FUNCTION touch() CASCADE;
--- drop-type-in-use
--! fails
DROP TYPE order_status;
--- drop-type-cascade
--! data: the column goes along
DROP TYPE order_status CASCADE;
--- drop-sequence-of-clients
--@ client SELECT nextval('invoice_numbers')
--! client
DROP SEQUENCE invoice_numbers;
--- truncate-table
--! data
TRUNCATE audit_log;
--- truncate-in-transaction transaction
--! data
TRUNCATE TABLE ONLY order_items RESTART IDENTITY;
--- truncate-cascade
--! data
TRUNCATE orders CASCADE;
--- truncate-referenced
--! fails
TRUNCATE orders;
--- delete-everything
--! data
DELETE FROM audit_log;
--- delete-where-true
--! data
DELETE FROM audit_log WHERE true;
--- delete-where-one-is-one
--! data
DELETE FROM audit_log WHERE 1 = 1;
--- delete-in-cte
--! data
WITH gone AS (DELETE FROM audit_log RETURNING *) SELECT count(*) FROM gone;
--- update-everything
--! rows
UPDATE orders SET coupon = upper(coupon);
--- update-where-true
--! rows
UPDATE orders SET coupon = upper(coupon) WHERE true;
--- update-where-not-null
--! rows
UPDATE orders SET coupon = upper(coupon) WHERE id IS NOT NULL;
--- update-backfill-of-new-column
--@ earlier
ALTER TABLE orders ADD COLUMN region text;
--@ migration
--! rows
UPDATE orders SET region = 'eu' WHERE region IS NULL;
--- update-from-join
--! rows
UPDATE orders SET coupon = a.plan FROM accounts a WHERE a.id = orders.account_id;
--- update-in-loop-without-commit
--! rows
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM orders LOOP
    UPDATE orders SET coupon = 'x' WHERE id = r.id;
  END LOOP;
END $$;
--- insert-missing-column
--! fails
INSERT INTO accounts (email, region) VALUES ('b@example.org', 'eu');
--- insert-too-many-values
--! fails
INSERT INTO audit_log (at, who) VALUES (now(), 1, 'x');
--- update-same-column-twice
--! fails
UPDATE products SET stock = 1, stock = 2 WHERE id = 1;
--- insert-without-column-list
--! columnlist
INSERT INTO products SELECT id + 9000, sku || 'x', title, price, stock, tags, label, rating FROM products WHERE id < 3;
--- insert-explicit-ids-without-setval
--@ shows SELECT max(id) > (SELECT last_value FROM accounts_id_seq) FROM accounts
--! consistency: the sequence will give these numbers again
INSERT INTO accounts (id, email) VALUES (501, 'x@example.org'), (502, 'y@example.org');
--- drop-table-made-here-ok transaction
CREATE TABLE scratch (id bigint PRIMARY KEY);
DROP TABLE scratch;
--- drop-column-made-here-ok transaction
ALTER TABLE orders ADD COLUMN scratch text;
ALTER TABLE orders DROP COLUMN scratch;
--- drop-missing-table-if-exists-ok
--@ earlier
CREATE TABLE old_orders (id bigint PRIMARY KEY);
DROP TABLE old_orders;
--@ migration
DROP TABLE IF EXISTS old_orders;
--- drop-missing-column-if-exists-ok
ALTER TABLE orders DROP COLUMN IF EXISTS never_was;
--- drop-view-recreated-ok transaction
DROP VIEW active_accounts;
CREATE VIEW active_accounts AS SELECT id, email, name FROM accounts WHERE plan = 'paid';
--- drop-function-recreated-ok transaction
DROP FUNCTION vat();
CREATE FUNCTION vat() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 20 $$;
--- drop-in-function-body-ok
CREATE FUNCTION purge() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DROP TABLE IF EXISTS scratch;
  DELETE FROM audit_log;
END $$;
--- drop-in-comment-ok
-- DROP TABLE orders;
/* TRUNCATE orders; */
SELECT 'DROP TABLE orders';
--- delete-few-ok
DELETE FROM audit_log WHERE who = 17;
--- delete-batch-ok
DELETE FROM audit_log WHERE ctid IN (SELECT ctid FROM audit_log WHERE who < 5 LIMIT 1000);
--- update-one-ok
UPDATE accounts SET plan = 'paid' WHERE id = 42;
--- update-few-by-key-ok transaction
UPDATE accounts SET plan = 'paid' WHERE id IN (3, 5, 7);
--- update-in-batches-ok
CREATE PROCEDURE fill_coupon() LANGUAGE plpgsql AS $$
DECLARE done bigint := 0;
BEGIN
  LOOP
    UPDATE orders SET coupon = 'x' WHERE id IN (SELECT id FROM orders WHERE coupon IS NULL LIMIT 1000);
    GET DIAGNOSTICS done = ROW_COUNT;
    COMMIT;
    EXIT WHEN done = 0;
  END LOOP;
END $$;
CALL fill_coupon();
--- insert-few-ok
INSERT INTO products (id, sku, title, price) VALUES (9001, 'new', 'New', 1);
--- insert-on-conflict-ok
INSERT INTO products (id, sku, title, price) VALUES (1, 's1', 'One', 1) ON CONFLICT (id) DO NOTHING;
--- insert-ids-and-setval-ok transaction
INSERT INTO accounts (id, email) VALUES (501, 'x@example.org'), (502, 'y@example.org');
SELECT setval('accounts_id_seq', (SELECT max(id) FROM accounts));
--- update-view-target-ok
UPDATE active_accounts SET name = 'x' WHERE id = 3;
--- insert-without-required-column
--! fails
INSERT INTO orders (id, account_id) VALUES (9001, 1);
--- insert-null-into-required-column
--! fails
INSERT INTO accounts (email, name) VALUES (NULL, 'nobody');
--- upsert-without-unique-index
--! fails
INSERT INTO products (id, sku, title, price) VALUES (9001, 'new', 'New', 1) ON CONFLICT (title) DO NOTHING;
--- insert-into-generated-always
--@ earlier
CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total numeric NOT NULL);
--@ migration
--! fails
INSERT INTO invoices (id, total) VALUES (1, 17);
--- string-in-double-quotes
--! fails
UPDATE accounts SET plan = "paid" WHERE id = 3;
--- drop-owned
--@ earlier
CREATE ROLE app;
ALTER TABLE audit_log OWNER TO app;
--@ migration
--! data
DROP OWNED BY app;
--- merge-everything
--! rows
MERGE INTO orders o USING accounts a ON o.account_id = a.id WHEN MATCHED THEN UPDATE SET coupon = a.plan;
--- delete-in-batches-in-one-transaction
--! data, rows
DO $$
BEGIN
  LOOP
    DELETE FROM audit_log WHERE ctid IN (SELECT ctid FROM audit_log WHERE at < now() + interval '1 day' LIMIT 100);
    EXIT WHEN NOT FOUND;
  END LOOP;
END $$;
--- upsert-by-index-ok
INSERT INTO accounts (email, name) VALUES ('new@example.org', 'New') ON CONFLICT (email) DO UPDATE SET name = excluded.name;
