--- rename-column
--@ client SELECT nickname FROM accounts
--! client
ALTER TABLE accounts RENAME COLUMN nickname TO handle;
--- rename-column-in-transaction transaction
--@ client UPDATE orders SET note = 'x' WHERE id = 1
--! client
ALTER TABLE orders RENAME note TO remark;
--- rename-table
--@ client SELECT count(*) FROM audit_log
--! client
ALTER TABLE audit_log RENAME TO audit_trail;
--- rename-view
--@ client SELECT id FROM active_accounts
--! client
ALTER VIEW active_accounts RENAME TO live_accounts;
--- rename-schema
--@ earlier
CREATE SCHEMA archive;
CREATE TABLE archive.old (id bigint PRIMARY KEY);
--@ migration
--@ client SELECT id FROM archive.old
--! client
ALTER SCHEMA archive RENAME TO attic;
--- rename-function
--@ client SELECT vat()
--! client
ALTER FUNCTION vat() RENAME TO value_added_tax;
--- rename-type
--@ client SELECT 'new'::order_status
--! client
ALTER TYPE order_status RENAME TO status_of_order;
--- rename-sequence
--@ client SELECT nextval('invoice_numbers')
--! client
ALTER SEQUENCE invoice_numbers RENAME TO bill_numbers;
--- rename-enum-label
--@ client INSERT INTO orders (id, account_id, total, status) VALUES (9001, 1, 1, 'paid')
--! client
ALTER TYPE order_status RENAME VALUE 'paid' TO 'settled';
--- rename-attribute
--@ client SELECT (home).town FROM accounts
--! client
ALTER TYPE address RENAME ATTRIBUTE town TO city CASCADE;
--- move-to-schema
--@ earlier
CREATE SCHEMA archive;
--@ migration
--@ client SELECT count(*) FROM audit_log
--! client
ALTER TABLE audit_log SET SCHEMA archive;
--- move-function-to-schema
--@ earlier
CREATE SCHEMA helpers;
--@ migration
--@ client SELECT vat()
--! client
ALTER FUNCTION vat() SET SCHEMA helpers;
--- not-null-breaks-inserts
--@ client INSERT INTO orders (id, account_id, total) VALUES (9001, 1, 1)
--! client: from here on; what follows refuses nothing more
ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_note_set;
--- view-loses-column
--@ client SELECT name FROM active_accounts
--! fails
CREATE OR REPLACE VIEW active_accounts AS SELECT id, email FROM accounts WHERE plan <> 'closed';
--- view-columns-reordered
--! fails
CREATE OR REPLACE VIEW active_accounts AS SELECT email, id, name FROM accounts WHERE plan <> 'closed';
--- view-recreated-without-column transaction
--@ client SELECT name FROM active_accounts
--! client
DROP VIEW active_accounts;
CREATE VIEW active_accounts AS SELECT id, email FROM accounts WHERE plan <> 'closed';
--- function-return-type
--! fails
CREATE OR REPLACE FUNCTION vat() RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT 19.0 $$;
--- function-parameter-renamed
--! fails
CREATE OR REPLACE FUNCTION full_price(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT net * 1.2 $$;
--- function-argument-added transaction
--@ client SELECT full_price(1)
--! client
DROP FUNCTION full_price(numeric);
CREATE FUNCTION full_price(price numeric, rate integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT price * rate $$;
--- function-ambiguous-overload
--@ client SELECT full_price(1)
--! client: two functions fit the call
CREATE FUNCTION full_price(price numeric, rate integer DEFAULT 19) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT price * rate $$;
--- check-rejects-old-writes
--@ client INSERT INTO orders (id, account_id, total) VALUES (9001, 1, -1)
--! client: NOT VALID holds for new rows at once
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
--- unique-index-rejects-old-writes
--@ client INSERT INTO accounts (email, nickname) VALUES ('x@example.org', 'k7')
--! client
CREATE UNIQUE INDEX CONCURRENTLY accounts_nickname_key ON accounts (nickname);
--- identity-dropped
--@ client INSERT INTO accounts (email) VALUES ('x@example.org')
--! client
ALTER TABLE accounts ALTER COLUMN id DROP IDENTITY;
--- rename-table-with-view-ok transaction
--@ client SELECT count(*) FROM audit_log
--@ client INSERT INTO audit_log (at, who) VALUES (now(), 1)
ALTER TABLE audit_log RENAME TO audit_trail;
CREATE VIEW audit_log AS SELECT * FROM audit_trail;
--- rename-column-behind-view-ok transaction
--@ client SELECT what FROM audit_log
ALTER TABLE audit_log RENAME TO audit_trail;
ALTER TABLE audit_trail RENAME COLUMN what TO action;
CREATE VIEW audit_log AS SELECT at, who, action AS what, detail FROM audit_trail;
--- rename-table-made-here-ok transaction
CREATE TABLE carts_new (id bigint PRIMARY KEY);
ALTER TABLE carts_new RENAME TO carts;
--- rename-column-made-here-ok transaction
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE orders RENAME COLUMN region TO area;
--- rename-index-ok
ALTER INDEX orders_placed_at_idx RENAME TO orders_time_idx;
--- rename-trigger-ok
ALTER TRIGGER orders_touch ON orders RENAME TO orders_stamp;
--- rename-constraint-ok
ALTER TABLE orders RENAME CONSTRAINT orders_account_id_fkey TO orders_account_fkey;
--- move-to-schema-with-view-ok transaction
--@ earlier
CREATE SCHEMA archive;
--@ migration
--@ client SELECT count(*) FROM audit_log
ALTER TABLE audit_log SET SCHEMA archive;
CREATE VIEW audit_log AS SELECT * FROM archive.audit_log;
--- view-appends-column-ok
--@ client SELECT name FROM active_accounts
CREATE OR REPLACE VIEW active_accounts AS SELECT id, email, name, plan FROM accounts WHERE plan <> 'closed';
--- function-body-replaced-ok
--@ client SELECT vat()
CREATE OR REPLACE FUNCTION vat() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 20 $$;
--- function-overload-ok
--@ client SELECT full_price(1)
CREATE FUNCTION full_price(price numeric, land text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT price $$;
--- enum-label-added-old-ones-stay-ok
--@ client INSERT INTO orders (id, account_id, total, status) VALUES (9001, 1, 1, 'paid')
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'returned';
--- column-widened-ok
--@ client INSERT INTO accounts (email, phone) VALUES ('x@example.org', '1')
ALTER TABLE accounts ALTER COLUMN phone TYPE varchar(60);
--- unique-index-of-upserts-dropped
--@ client INSERT INTO accounts (email) VALUES ('a1@example.org') ON CONFLICT (email) DO NOTHING
--! client
DROP INDEX CONCURRENTLY accounts_email_key;
--- unique-index-of-upserts-made-partial
--@ client INSERT INTO accounts (email) VALUES ('a1@example.org') ON CONFLICT (email) DO NOTHING
CREATE UNIQUE INDEX CONCURRENTLY accounts_email_open_key ON accounts (email) WHERE plan <> 'closed';
--! client
DROP INDEX CONCURRENTLY accounts_email_key;
--- view-column-renamed
--@ client SELECT name FROM active_accounts
--! client
ALTER VIEW active_accounts RENAME COLUMN name TO full_name;
--- owner-changed
--@ earlier
CREATE ROLE app;
CREATE ROLE admins;
ALTER TABLE orders OWNER TO app;
--@ migration
--@ client SET LOCAL ROLE app; SELECT count(*) FROM orders
--! client: who owned it has no privilege left
ALTER TABLE orders OWNER TO admins;
--- privilege-revoked-from-app
--@ earlier
CREATE ROLE app;
GRANT SELECT, INSERT ON audit_log TO app;
--@ migration
--@ client SET LOCAL ROLE app; INSERT INTO audit_log (who) VALUES (1)
--! client
REVOKE INSERT ON audit_log FROM app;
--- materialized-view-dropped
--@ client SELECT sold FROM sales WHERE product_id = 3
--! client
DROP MATERIALIZED VIEW sales;
--- row-security-forced
--@ earlier
CREATE ROLE app;
ALTER TABLE orders OWNER TO app;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
--@ migration
--@ client SET LOCAL ROLE app; SELECT 1 / count(*) FROM orders
--! client, security: now the owner sees nothing either
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
--- unique-index-of-upserts-swapped-ok
--@ client INSERT INTO accounts (email) VALUES ('a1@example.org') ON CONFLICT (email) DO NOTHING
CREATE UNIQUE INDEX CONCURRENTLY accounts_email_uniq ON accounts (email);
DROP INDEX CONCURRENTLY accounts_email_key;
--- privileges-granted-anew-ok transaction
--@ earlier
CREATE ROLE app;
GRANT ALL ON audit_log TO app;
--@ migration
--@ client SET LOCAL ROLE app; INSERT INTO audit_log (who) VALUES (1)
REVOKE ALL ON audit_log FROM app;
GRANT SELECT, INSERT ON audit_log TO app;
