--- check-plain
--! scan
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
--- check-unnamed
--! scan
ALTER TABLE orders ADD CHECK (total >= 0);
--- check-plain-in-transaction transaction
--! scan
ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
--- check-not-valid-validated-in-block
BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
--! scan, held
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
COMMIT;
--- check-not-valid-validated-in-runner-transaction transaction
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
--! scan, held
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
--- check-not-valid-validated-in-one-statement
--! scan
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID, VALIDATE CONSTRAINT orders_total_check;
--- check-violated-by-nothing-but-null
--! null: it is NULL for every row, and NULL passes
ALTER TABLE orders ADD CONSTRAINT orders_note_check CHECK (note <> NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_check;
--- check-not-valid-to-be-validated-later-ok transaction
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
--- check-of-moving-time
--! design: what holds today does not hold tomorrow, and a dump cannot be restored
ALTER TABLE orders ADD CONSTRAINT orders_placed_check CHECK (placed_at > now() - interval '1 year') NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_placed_check;
--- fk-plain
--! scan
ALTER TABLE orders ADD CONSTRAINT orders_product_fkey FOREIGN KEY (product_id) REFERENCES products (id);
--- fk-plain-in-transaction transaction
--! scan
ALTER TABLE orders ADD FOREIGN KEY (referrer_id) REFERENCES accounts;
--- fk-not-valid-validated-in-transaction transaction
ALTER TABLE orders ADD CONSTRAINT orders_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) NOT VALID;
--! held
ALTER TABLE orders VALIDATE CONSTRAINT orders_product_fkey;
--- fk-from-new-table-then-work-under-lock transaction
CREATE TABLE carts (id bigint PRIMARY KEY, account_id bigint REFERENCES accounts (id));
--! held: writers of accounts wait until it is done
UPDATE orders SET coupon = upper(coupon) WHERE coupon IS NOT NULL;
--- fk-without-index
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_index WHERE indrelid = 'carts'::regclass AND indkey[0] = 2)
--! fkindex
CREATE TABLE carts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts (id) ON DELETE CASCADE
);
--- fk-column-with-index-ok transaction
CREATE TABLE carts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts (id)
);
CREATE INDEX carts_account_idx ON carts (account_id);
--- fk-other-type
--! fails
ALTER TABLE orders ADD CONSTRAINT orders_coupon_fkey FOREIGN KEY (coupon) REFERENCES accounts (id);
--- fk-to-what-is-not-unique
--! fails
ALTER TABLE orders ADD CONSTRAINT orders_note_fkey FOREIGN KEY (note) REFERENCES accounts (name);
--- fk-narrower-type
--! type: integer refers to bigint
CREATE TABLE visits (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id integer NOT NULL REFERENCES accounts (id)
);
CREATE INDEX visits_account_idx ON visits (account_id);
--- fk-not-valid-on-partitioned
--! fails
ALTER TABLE events ADD CONSTRAINT events_account_fkey FOREIGN KEY (id) REFERENCES accounts (id) NOT VALID;
--- unique-plain
--! build
ALTER TABLE accounts ADD CONSTRAINT accounts_nickname_key UNIQUE (nickname);
--- unique-several-columns-in-transaction transaction
--! build
ALTER TABLE orders ADD UNIQUE (account_id, placed_at);
--- unique-not-valid
--! fails
ALTER TABLE accounts ADD CONSTRAINT accounts_nickname_key UNIQUE (nickname) NOT VALID;
--- unique-on-duplicates
--! fails, build: the rows show it
ALTER TABLE products ADD CONSTRAINT products_label_key UNIQUE (label);
--- unique-using-partial-index
CREATE UNIQUE INDEX CONCURRENTLY accounts_nick_idx ON accounts (nickname) WHERE plan = 'paid';
--! fails
ALTER TABLE accounts ADD CONSTRAINT accounts_nickname_key UNIQUE USING INDEX accounts_nick_idx;
--- unique-using-expression-index
CREATE UNIQUE INDEX CONCURRENTLY accounts_nick_idx ON accounts (lower(nickname));
--! fails
ALTER TABLE accounts ADD CONSTRAINT accounts_nickname_key UNIQUE USING INDEX accounts_nick_idx;
--- unique-using-descending-index
CREATE UNIQUE INDEX CONCURRENTLY accounts_nick_idx ON accounts (nickname DESC);
--! fails
ALTER TABLE accounts ADD CONSTRAINT accounts_nickname_key UNIQUE USING INDEX accounts_nick_idx;
--- unique-using-plain-index
CREATE INDEX CONCURRENTLY accounts_nick_idx ON accounts (nickname);
--! fails
ALTER TABLE accounts ADD CONSTRAINT accounts_nickname_key UNIQUE USING INDEX accounts_nick_idx;
--- primary-key-plain
--! build
ALTER TABLE audit_log ADD PRIMARY KEY (who);
--- primary-key-second
--! fails
ALTER TABLE orders ADD PRIMARY KEY (id);
--- primary-key-using-index-nullable
CREATE UNIQUE INDEX CONCURRENTLY audit_log_who_key ON audit_log (who);
--! scan: the column becomes NOT NULL
ALTER TABLE audit_log ADD CONSTRAINT audit_log_pkey PRIMARY KEY USING INDEX audit_log_who_key;
--- exclusion
--! build
ALTER TABLE orders ADD CONSTRAINT orders_no_twin EXCLUDE USING btree (id WITH =);
--- constraint-drop-foreign-key
--! lock: of accounts, too
ALTER TABLE orders DROP CONSTRAINT orders_account_id_fkey;
--- constraint-drop-primary-key-cascade
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND conrelid = 'order_items'::regclass)
--! loses: the foreign key of order_items goes along
ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE;
--- constraint-drop-primary-key-referenced
--! fails
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
--- constraint-drop-missing
--! fails
ALTER TABLE orders DROP CONSTRAINT orders_no_such_check;
--- constraint-name-taken
--! fails
ALTER TABLE products ADD CONSTRAINT products_price_check CHECK (price < 1000000) NOT VALID;
--- constraint-of-missing-column
--! fails
ALTER TABLE products ADD CONSTRAINT products_weight_check CHECK (weight > 0) NOT VALID;
--- constraint-validate-missing
--! fails
ALTER TABLE products VALIDATE CONSTRAINT products_weight_check;
--- check-not-valid-then-validate-ok
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
--- check-in-two-blocks-ok
BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
COMMIT;
BEGIN;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
COMMIT;
--- check-validated-in-a-later-migration-ok transaction
--@ earlier
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
--@ migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
--- check-on-new-table-ok transaction
CREATE TABLE carts (id bigint PRIMARY KEY, total numeric);
ALTER TABLE carts ADD CONSTRAINT carts_total_check CHECK (total >= 0);
--- fk-not-valid-then-validate-ok
ALTER TABLE orders ADD CONSTRAINT orders_referrer_fkey FOREIGN KEY (referrer_id) REFERENCES accounts (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_referrer_fkey;
CREATE INDEX CONCURRENTLY orders_referrer_idx ON orders (referrer_id);
--- fk-on-new-table-ok transaction
CREATE TABLE carts (id bigint PRIMARY KEY, account_id bigint NOT NULL);
CREATE INDEX carts_account_idx ON carts (account_id);
ALTER TABLE carts ADD CONSTRAINT carts_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id);
--- unique-using-index-ok
CREATE UNIQUE INDEX CONCURRENTLY accounts_nick_idx ON accounts (nickname);
ALTER TABLE accounts ADD CONSTRAINT accounts_nickname_key UNIQUE USING INDEX accounts_nick_idx;
--- primary-key-using-index-ok
ALTER TABLE audit_log ADD CONSTRAINT audit_log_who_set CHECK (who IS NOT NULL) NOT VALID;
ALTER TABLE audit_log VALIDATE CONSTRAINT audit_log_who_set;
CREATE UNIQUE INDEX CONCURRENTLY audit_log_who_key ON audit_log (who);
ALTER TABLE audit_log ADD CONSTRAINT audit_log_pkey PRIMARY KEY USING INDEX audit_log_who_key;
ALTER TABLE audit_log DROP CONSTRAINT audit_log_who_set;
--- primary-key-on-new-table-ok transaction
CREATE TABLE carts (id bigint NOT NULL, owner text);
ALTER TABLE carts ADD PRIMARY KEY (id);
--- unique-on-new-table-ok transaction
CREATE TABLE carts (id bigint PRIMARY KEY, owner text);
ALTER TABLE carts ADD CONSTRAINT carts_owner_key UNIQUE (owner);
--- constraint-rename-ok
ALTER TABLE products RENAME CONSTRAINT products_price_check TO products_price_positive;
--- constraint-deferrable-ok
ALTER TABLE orders ALTER CONSTRAINT orders_account_id_fkey DEFERRABLE INITIALLY DEFERRED;
--- constraint-drop-of-new-one-ok transaction
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT orders_total_check;
--- constraint-drop-check-ok
ALTER TABLE products DROP CONSTRAINT products_price_check;
--- constraint-in-down-section-ok
-- +goose Up
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
--- check-with-subquery
--! fails
ALTER TABLE orders ADD CONSTRAINT orders_product_known CHECK (product_id IN (SELECT id FROM products)) NOT VALID;
--- fk-set-null-of-required-column
--@ client DELETE FROM products WHERE id = 400
--! client, design: the deletion wants to write NULL where no NULL may be
ALTER TABLE order_items ADD CONSTRAINT order_items_product_fkey FOREIGN KEY (product_id) REFERENCES products (id)
  ON DELETE SET NULL NOT VALID;
