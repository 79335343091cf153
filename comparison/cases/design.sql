--- table-without-primary-key
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_index WHERE indrelid = 'carts'::regclass)
--! nokey
CREATE TABLE carts (owner text, made_at timestamptz);
--- table-if-not-exists-of-other-shape
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'audit_log'::regclass AND attname = 'ip')
--! again, design: the table is there, without ip
CREATE TABLE IF NOT EXISTS audit_log (at timestamptz, who bigint, what text, ip inet);
--- identifier-too-long
--@ shows SELECT relname = 'accounts_of_the_people_who_have_ordered_something_in_the_last_y' FROM pg_class WHERE relname LIKE 'accounts_of%' AND relkind = 'r'
--! name
CREATE TABLE accounts_of_the_people_who_have_ordered_something_in_the_last_year (id bigint PRIMARY KEY);
--- identifiers-alike-when-cut
--! fails, name
ALTER TABLE orders
  ADD COLUMN the_moment_at_which_the_customer_was_told_that_the_order_has_been_packed timestamptz,
  ADD COLUMN the_moment_at_which_the_customer_was_told_that_the_order_has_been_sent timestamptz;
--- table-there-already
--! fails
CREATE TABLE orders (id bigint PRIMARY KEY);
--- view-there-already
--! fails
CREATE VIEW active_accounts AS SELECT id FROM accounts;
--- index-name-taken
--! fails
CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at, id);
--- index-of-missing-column
--! fails
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
--- view-of-missing-column
--! fails
CREATE VIEW big_orders AS SELECT id, amount FROM orders;
--- grant-on-missing-table
--@ earlier
CREATE SCHEMA shop;
CREATE TABLE shop.carts (id bigint PRIMARY KEY, owner text);
--@ migration
--! fails
GRANT SELECT ON shop.old_carts TO PUBLIC;
--- comment-on-missing-column
--! fails
COMMENT ON COLUMN orders.region IS 'where it goes';
--- syntax-error
--! fails
ALTER TABLE orders ADD COLUM region text;
--- feature-of-a-newer-version
--! fails: not before 18
ALTER TABLE orders ADD COLUMN total_cents bigint GENERATED ALWAYS AS ((total * 100)::bigint) VIRTUAL;
--- index-name-guard-missing
--! fails: IF NOT EXISTS wants a name
CREATE INDEX IF NOT EXISTS ON orders (status);
--- comparison-with-null
--! null: nothing is ever deleted
DELETE FROM audit_log WHERE what = NULL;
--- table-good-ok
CREATE TABLE carts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text NOT NULL
);
--- table-if-not-exists-new-ok
CREATE TABLE IF NOT EXISTS carts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner text NOT NULL);
--- table-with-natural-key-ok transaction
CREATE TABLE favourites (account_id bigint NOT NULL, product_id bigint NOT NULL, PRIMARY KEY (account_id, product_id));
--- partitioned-table-ok transaction
CREATE TABLE visits (id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
--- quoted-names-ok
CREATE TABLE "Cart Items" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Name" text);
CREATE INDEX "Cart Items Name" ON "Cart Items" ("Name");
--- view-new-ok
CREATE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 100;
--- column-comment-ok
COMMENT ON COLUMN orders.note IS 'what the customer has to say';
--- comparison-with-null-ok
DELETE FROM audit_log WHERE what IS NULL AND who = 1;
--- extension-ok
CREATE EXTENSION IF NOT EXISTS plpgsql;
--- sequence-new-ok
CREATE SEQUENCE cart_numbers;
ALTER SEQUENCE cart_numbers INCREMENT BY 10;
--- schema-new-ok
CREATE SCHEMA IF NOT EXISTS reporting;
CREATE TABLE reporting.totals (day date PRIMARY KEY, total numeric NOT NULL);
--- table-with-datetime
--! fails: there is no such type
CREATE TABLE carts (id bigint PRIMARY KEY, made_at datetime NOT NULL);
--- table-references-later-table transaction
--! fails
CREATE TABLE cart_lines (cart_id bigint NOT NULL REFERENCES carts (id), line integer NOT NULL, PRIMARY KEY (cart_id, line));
CREATE TABLE carts (id bigint PRIMARY KEY);
--- view-with-column-twice
--! fails
CREATE VIEW orders_of_accounts AS SELECT a.*, o.* FROM accounts a JOIN orders o ON o.account_id = a.id;
--- view-with-ambiguous-column
--! fails
CREATE VIEW orders_of_accounts AS SELECT id, email, total FROM accounts a JOIN orders o ON o.account_id = a.id;
--- search-path-emptied
SELECT pg_catalog.set_config('search_path', '', false);
--! fails
CREATE TABLE carts (id bigint PRIMARY KEY);
--- search-path-qualified-ok
SET search_path = '';
CREATE TABLE public.carts (id bigint PRIMARY KEY);
RESET search_path;
