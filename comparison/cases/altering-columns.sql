--- type-int-to-bigint
--! rewrite
ALTER TABLE orders ALTER COLUMN product_id TYPE bigint;
--- type-int-to-bigint-in-transaction transaction
--! rewrite
ALTER TABLE order_items ALTER COLUMN quantity SET DATA TYPE bigint;
--- type-varchar-narrower
--! rewrite
ALTER TABLE accounts ALTER COLUMN phone TYPE varchar(20);
--- type-text-to-varchar
--! rewrite
ALTER TABLE accounts ALTER COLUMN nickname TYPE varchar(80);
--- type-char-wider
--! rewrite
ALTER TABLE accounts ALTER COLUMN grade TYPE char(8);
--- type-char-to-text
--! rewrite
ALTER TABLE accounts ALTER COLUMN grade TYPE text;
--- type-numeric-scale
--! rewrite
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,4);
--- type-json-to-jsonb
--! rewrite
ALTER TABLE accounts ALTER COLUMN settings TYPE jsonb;
--- type-using-expression
--! rewrite
ALTER TABLE accounts ALTER COLUMN phone TYPE text USING lower(phone);
--- type-timestamp-at-time-zone
--! rewrite
ALTER TABLE accounts ALTER COLUMN last_seen TYPE timestamptz USING last_seen AT TIME ZONE 'UTC';
--- type-to-constrained-domain
--! rewrite
ALTER TABLE products ALTER COLUMN stock TYPE positive;
--- type-enum-to-text
--! rewrite
ALTER TABLE orders ALTER COLUMN status TYPE text;
--- type-array-element
--! rewrite
ALTER TABLE products ALTER COLUMN tags TYPE varchar(20)[];
--- type-timestamptz-precision
--! rewrite
ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz(3);
--- type-without-using
--! fails
ALTER TABLE accounts ALTER COLUMN nickname TYPE integer;
--- type-of-viewed-column
--! fails
ALTER TABLE accounts ALTER COLUMN email TYPE text;
--- type-of-partition-key
--! fails
ALTER TABLE events ALTER COLUMN at TYPE timestamptz;
--- type-referenced-key
--! rewrite
ALTER TABLE products ALTER COLUMN id TYPE bigint;
--- type-wider-verifies-check
--! scan
ALTER TABLE products ALTER COLUMN price TYPE numeric(12,2);
--- type-collation-rebuilds-index
--@ earlier
CREATE INDEX orders_coupon_idx ON orders (coupon);
--@ migration
--! build
ALTER TABLE orders ALTER COLUMN coupon TYPE text COLLATE "C";
--- not-null-set
--! scan
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
--- not-null-set-in-transaction-after-backfill transaction
--! rows
UPDATE orders SET note = coalesce(note, '');
--! scan
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
--- not-null-check-not-valid
ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
--! scan
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
--- not-null-check-dropped-in-same-command
ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
--! scan
ALTER TABLE orders ALTER COLUMN note SET NOT NULL, DROP CONSTRAINT orders_note_set;
--- not-null-check-of-something-else
ALTER TABLE products ADD CONSTRAINT products_stock_check CHECK (stock > 0) NOT VALID;
ALTER TABLE products VALIDATE CONSTRAINT products_stock_check;
--! scan
ALTER TABLE products ALTER COLUMN stock SET NOT NULL;
--- not-null-other-constraint-validated
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
--! scan
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
--- not-null-two-columns-one-proven
ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
--! scan
ALTER TABLE orders ALTER COLUMN note SET NOT NULL, ALTER COLUMN coupon SET NOT NULL;
--- not-null-of-missing-column
--! fails
ALTER TABLE orders ALTER COLUMN region SET NOT NULL;
--- identity-on-nullable
--! fails
ALTER TABLE audit_log ALTER COLUMN who ADD GENERATED ALWAYS AS IDENTITY;
--- identity-always-breaks-inserts
--@ client INSERT INTO accounts (id, email) VALUES (9001, 'x@example.org')
--! client
ALTER TABLE accounts ALTER COLUMN id SET GENERATED ALWAYS;
--- default-of-key-dropped
--@ client INSERT INTO orders (id, account_id, total) VALUES (9001, 1, 1)
--! client
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
--- default-of-wrong-type
--! fails
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 'many';
--- drop-not-null-of-primary-key
--! fails
ALTER TABLE orders ALTER COLUMN id DROP NOT NULL;
--- type-varchar-wider-ok
ALTER TABLE accounts ALTER COLUMN phone TYPE varchar(60);
--- type-varchar-to-text-ok
ALTER TABLE accounts ALTER COLUMN phone TYPE text;
--- type-varchar-unbounded-ok transaction
ALTER TABLE accounts ALTER COLUMN phone TYPE varchar;
--- type-numeric-precision-ok
ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,2);
--- type-numeric-unbounded-ok
ALTER TABLE orders ALTER COLUMN total TYPE numeric;
--- type-using-cast-ok
ALTER TABLE accounts ALTER COLUMN phone TYPE text USING phone::text;
--- type-unconstrained-domain-ok
ALTER TABLE accounts ALTER COLUMN nickname TYPE label;
--- type-same-again-ok
ALTER TABLE orders ALTER COLUMN product_id TYPE integer;
--- type-domain-to-base-ok
ALTER TABLE products ALTER COLUMN rating TYPE integer;
--- type-collation-without-index-ok
ALTER TABLE orders ALTER COLUMN note TYPE text COLLATE "C";
--- type-on-new-table-ok transaction
CREATE TABLE carts (id integer PRIMARY KEY, owner text);
ALTER TABLE carts ALTER COLUMN id TYPE bigint;
--- type-after-later-widening-ok
--@ earlier
ALTER TABLE accounts ALTER COLUMN phone TYPE varchar(60);
--@ migration
ALTER TABLE accounts ALTER COLUMN phone TYPE varchar(80);
--- not-null-proven-ok
ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_note_set;
--- not-null-proven-by-and-ok
ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL AND note <> '') NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
--- not-null-proven-in-earlier-migrations-ok transaction
--@ earlier
ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
--@ migration
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_note_set;
--- not-null-already-ok
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
--- not-null-on-new-column-of-new-table-ok transaction
CREATE TABLE carts (id bigint PRIMARY KEY, owner text);
ALTER TABLE carts ALTER COLUMN owner SET NOT NULL;
--- not-null-not-valid-ok postgres 18
ALTER TABLE orders ADD CONSTRAINT orders_note_set NOT NULL note NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
--- default-set-ok
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
--- default-volatile-set-ok
ALTER TABLE orders ALTER COLUMN coupon SET DEFAULT md5(random()::text);
--- storage-ok
ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL;
--- identity-restart-ok
ALTER TABLE accounts ALTER COLUMN id RESTART WITH 100000;
--- drop-not-null-ok
ALTER TABLE accounts ALTER COLUMN balance DROP NOT NULL;
--- type-with-default-that-cannot-be-cast
--@ earlier
CREATE TYPE plan_name AS ENUM ('free', 'paid', 'closed');
DROP VIEW active_accounts;
--@ migration
--! fails
ALTER TABLE accounts ALTER COLUMN plan TYPE plan_name USING plan::plan_name;
--- type-of-column-in-policy
--@ earlier
CREATE POLICY own ON orders USING (referrer_id = current_setting('app.account')::bigint);
--@ migration
--! fails
ALTER TABLE orders ALTER COLUMN referrer_id TYPE numeric;
--- not-null-on-partitioned
--! scan: of every partition
ALTER TABLE events ALTER COLUMN body SET NOT NULL;
--- identity-added-behind-rows
--@ shows SELECT max(id) > (SELECT last_value FROM products_id_seq) FROM products
--! consistency: it begins with 1, and that key is taken
ALTER TABLE products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
--- default-nextval-behind-rows transaction
--@ shows SELECT max(id) > (SELECT last_value FROM products_numbers) FROM products
CREATE SEQUENCE products_numbers OWNED BY products.id;
--! consistency
ALTER TABLE products ALTER COLUMN id SET DEFAULT nextval('products_numbers');
--- default-of-required-column-dropped
--@ client INSERT INTO orders (id, account_id, total) VALUES (9001, 1, 1)
--! client
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
--- identity-added-and-restarted-ok transaction
ALTER TABLE products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
SELECT setval(pg_get_serial_sequence('products', 'id'), (SELECT max(id) FROM products));
