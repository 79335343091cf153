--- enum-label-used-at-once transaction
ALTER TYPE order_status ADD VALUE 'returned';
--! fails
UPDATE orders SET status = 'returned' WHERE id = 3;
--- enum-label-as-default-at-once transaction
ALTER TYPE order_status ADD VALUE 'draft';
--! fails
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'draft';
--- enum-label-in-block-used-at-once
BEGIN;
ALTER TYPE order_status ADD VALUE 'returned';
--! fails
INSERT INTO orders (id, account_id, total, status) VALUES (9001, 1, 1, 'returned');
COMMIT;
--- enum-label-twice
--! fails
ALTER TYPE order_status ADD VALUE 'paid';
--- enum-label-before-missing
--! fails
ALTER TYPE order_status ADD VALUE 'packed' BEFORE 'sent';
--- enum-label-missing-renamed
--! fails
ALTER TYPE order_status RENAME VALUE 'sent' TO 'shipped_out';
--- enum-recreated transaction
CREATE TYPE order_status_new AS ENUM ('new', 'paid', 'shipped', 'returned');
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
--! rewrite
ALTER TABLE orders ALTER COLUMN status TYPE order_status_new USING status::text::order_status_new;
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';
DROP TYPE order_status;
ALTER TYPE order_status_new RENAME TO order_status;
--- enum-wrong-label
--! fails
INSERT INTO orders (id, account_id, total, status) VALUES (9001, 1, 1, 'lost');
--- type-made-twice
--! fails
CREATE TYPE order_status AS ENUM ('new');
--- domain-constraint-added
--! scan
ALTER DOMAIN positive ADD CONSTRAINT positive_is_small CHECK (VALUE < 1000000);
--- domain-not-null
--! scan
ALTER DOMAIN label SET NOT NULL;
--- domain-constraint-validated
--@ earlier
ALTER DOMAIN positive ADD CONSTRAINT positive_is_small CHECK (VALUE < 1000000) NOT VALID;
--@ migration
--! scan
ALTER DOMAIN positive VALIDATE CONSTRAINT positive_is_small;
--- composite-attribute-retyped-in-use
--! fails
ALTER TYPE address ALTER ATTRIBUTE town TYPE varchar(40);
--- type-timestamp-without-zone
--! type
CREATE TABLE carts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, made_at timestamp NOT NULL);
--- type-integer-key
--! type
CREATE TABLE carts (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner text);
--- type-serial-key
--! type
CREATE TABLE carts (id serial PRIMARY KEY, owner text);
--- type-char
--! type
CREATE TABLE lands (code char(2) PRIMARY KEY, name text);
--- type-money
--! type
CREATE TABLE bills (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, amount money NOT NULL);
--- type-timetz
--! type
CREATE TABLE shifts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, opens timetz);
--- type-json-in-new-table
--! type
CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload json);
--- type-varchar
--! type
CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title varchar(255));
--- enum-label-added-ok transaction
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'returned' AFTER 'shipped';
--- enum-label-used-later-ok
ALTER TYPE order_status ADD VALUE 'returned';
UPDATE orders SET status = 'returned' WHERE id = 3;
--- enum-label-used-in-next-migration-ok transaction
--@ earlier
ALTER TYPE order_status ADD VALUE 'returned';
--@ migration
UPDATE orders SET status = 'returned' WHERE id = 3;
--- enum-new-type-used-ok transaction
CREATE TYPE mood AS ENUM ('good', 'bad');
ALTER TABLE orders ADD COLUMN mood mood NOT NULL DEFAULT 'good';
--- domain-constraint-not-valid-ok
ALTER DOMAIN positive ADD CONSTRAINT positive_is_small CHECK (VALUE < 1000000) NOT VALID;
--- domain-new-ok transaction
CREATE DOMAIN quantity AS integer CHECK (VALUE >= 0);
CREATE TABLE stock (product_id bigint PRIMARY KEY, pieces quantity NOT NULL);
--- domain-constraint-unused-domain-ok transaction
CREATE DOMAIN quantity AS integer;
ALTER DOMAIN quantity ADD CONSTRAINT quantity_positive CHECK (VALUE >= 0);
--- domain-default-ok
ALTER DOMAIN label SET DEFAULT 'none';
--- composite-attribute-added-ok
ALTER TYPE address ADD ATTRIBUTE land text;
--- type-good-table-ok
CREATE TABLE notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  made_at timestamptz NOT NULL DEFAULT now()
);
--- composite-attribute-dropped
--@ client SELECT (home).town FROM accounts
--! client, loses
ALTER TYPE address DROP ATTRIBUTE town;
--- enum-made-if-missing-ok
DO $$
BEGIN
  CREATE TYPE mood AS ENUM ('good', 'bad');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
