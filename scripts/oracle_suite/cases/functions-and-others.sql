-- Functions, schemas, extensions, comments, privileges, statistics, and what touches no table.

--- function-create
CREATE FUNCTION double_it(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';

--- function-create-plpgsql
CREATE FUNCTION shout() RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE $$x$$; END';

--- function-create-there
CREATE FUNCTION dice() RETURNS integer LANGUAGE sql AS 'SELECT 1';

--- function-create-other-arguments
CREATE FUNCTION dice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';

--- function-create-or-replace
CREATE OR REPLACE FUNCTION dice() RETURNS integer LANGUAGE sql AS 'SELECT 1';

--- function-create-or-replace-other-result
CREATE OR REPLACE FUNCTION dice() RETURNS text LANGUAGE sql AS 'SELECT 1::text';

--- function-create-or-replace-procedure
CREATE OR REPLACE PROCEDURE dice() LANGUAGE sql AS 'SELECT 1';

--- function-create-that-reads
CREATE FUNCTION count_customers() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM customer';

--- function-create-that-writes
CREATE FUNCTION forget() RETURNS void LANGUAGE sql AS 'DELETE FROM visit; UPDATE audited SET a = 1';

--- function-create-that-reads-missing
CREATE FUNCTION count_nothing() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM nowhere';

--- function-create-plpgsql-that-reads-missing
CREATE FUNCTION count_nothing() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM nowhere); END';

--- function-create-standard-body
CREATE FUNCTION count_customers() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM customer);

--- function-create-missing-language
CREATE FUNCTION f() RETURNS integer LANGUAGE no_such_language AS 'x';

--- function-create-missing-type
CREATE FUNCTION f(no_such_type) RETURNS integer LANGUAGE sql AS 'SELECT 1';

--- function-create-with-row-type
CREATE FUNCTION f(customer) RETURNS integer LANGUAGE sql AS 'SELECT 1';

--- function-create-with-set-of-table
CREATE FUNCTION f() RETURNS SETOF customer LANGUAGE sql AS 'SELECT * FROM customer';

--- function-rename
ALTER FUNCTION dice() RENAME TO die;

--- function-volatility
ALTER FUNCTION dice() IMMUTABLE;

--- function-set-schema
ALTER FUNCTION dice() SET SCHEMA archive;

--- function-missing
ALTER FUNCTION no_such_function() IMMUTABLE;

--- function-drop
DROP FUNCTION dice();

--- function-drop-without-arguments
DROP FUNCTION next_price;

--- function-drop-missing
DROP FUNCTION no_such_function();

--- function-drop-missing-if-exists
DROP FUNCTION IF EXISTS no_such_function();

--- function-drop-other-arguments
DROP FUNCTION dice(integer);

--- function-drop-of-trigger
DROP FUNCTION stamp();

--- function-drop-of-trigger-cascade
DROP FUNCTION stamp() CASCADE;

--- function-drop-of-default
ALTER TABLE product ALTER COLUMN stock SET DEFAULT dice();
DROP FUNCTION dice();

--- function-drop-of-default-cascade
ALTER TABLE product ALTER COLUMN stock SET DEFAULT dice();
DROP FUNCTION dice() CASCADE;

--- function-drop-of-index-cascade
CREATE INDEX price_idx ON product (next_price(price));
DROP FUNCTION next_price(numeric) CASCADE;

--- function-drop-that-is-a-procedure
DROP FUNCTION close_day();

--- procedure-drop
DROP PROCEDURE close_day();

--- procedure-call
CALL close_day();

--- procedure-call-that-commits
CALL commit_day();

--- procedure-call-missing
CALL no_such_procedure();

--- aggregate-create
CREATE AGGREGATE product_of(integer) (SFUNC = int4mul, STYPE = integer, INITCOND = '1');

--- cast-create
CREATE CAST (label AS size) WITH INOUT;

--- operator-create
CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq);

--- block
DO $$ BEGIN PERFORM 1; END $$;

--- block-that-alters
DO $$ BEGIN ALTER TABLE product ADD COLUMN shelf integer; END $$;

--- block-that-alters-if-missing
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'product' AND column_name = 'stock') THEN
    ALTER TABLE product ADD COLUMN stock integer;
  END IF;
END $$;

--- block-that-catches
DO $$ BEGIN ALTER TABLE product ADD COLUMN stock integer; EXCEPTION WHEN duplicate_column THEN NULL; END $$;

--- block-that-executes
DO $$ BEGIN EXECUTE 'ALTER TABLE shop.' || 'product ADD COLUMN shelf integer'; END $$;

--- block-with-error
DO $$ BEGIN RAISE EXCEPTION 'no'; END $$;

--- schema-create
CREATE SCHEMA branch;

--- schema-create-if-not-exists
CREATE SCHEMA IF NOT EXISTS branch;

--- schema-create-there
CREATE SCHEMA archive;

--- schema-create-there-if-not-exists
CREATE SCHEMA IF NOT EXISTS archive;

--- schema-create-reserved
CREATE SCHEMA pg_branch;

--- schema-rename
ALTER SCHEMA archive RENAME TO attic;

--- schema-rename-to-one-there
ALTER SCHEMA archive RENAME TO shop;

--- schema-owner
ALTER SCHEMA shop OWNER TO clerk;

--- extension-create needs pg_trgm
CREATE EXTENSION pg_trgm;

--- extension-create-if-not-exists needs pg_trgm
CREATE EXTENSION IF NOT EXISTS pg_trgm;

--- extension-create-there
CREATE EXTENSION plpgsql;

--- extension-create-there-if-not-exists
CREATE EXTENSION IF NOT EXISTS plpgsql;

--- extension-drop needs pg_trgm
CREATE EXTENSION pg_trgm;
DROP EXTENSION pg_trgm;

--- extension-drop-missing-if-exists
DROP EXTENSION IF EXISTS no_such_extension;

--- extension-drop-used needs citext
CREATE EXTENSION citext;
ALTER TABLE draft ADD COLUMN c citext;
DROP EXTENSION citext;

--- comment-on-table
COMMENT ON TABLE product IS 'goods';

--- comment-on-column
COMMENT ON COLUMN product.stock IS 'pieces';

--- comment-on-missing-column
COMMENT ON COLUMN product.shelf IS 'pieces';

--- comment-on-missing-table
COMMENT ON TABLE nowhere IS 'x';

--- comment-on-index
COMMENT ON INDEX article_number_idx IS 'x';

--- comment-on-view
COMMENT ON VIEW desks IS 'x';

--- comment-on-matview
COMMENT ON MATERIALIZED VIEW staff_copy IS 'x';

--- comment-on-sequence
COMMENT ON SEQUENCE ticket_numbers IS 'x';

--- comment-on-constraint
COMMENT ON CONSTRAINT customer_email_key ON customer IS 'x';

--- comment-on-trigger
COMMENT ON TRIGGER audited_stamp ON audited IS 'x';

--- comment-on-policy
COMMENT ON POLICY secret_readers ON secret IS 'x';

--- comment-on-function
COMMENT ON FUNCTION dice() IS 'x';

--- comment-on-type
COMMENT ON TYPE size IS 'x';

--- comment-on-schema
COMMENT ON SCHEMA shop IS 'x';

--- comment-on-table-that-is-a-view
COMMENT ON TABLE desks IS 'x';

--- grant-on-table
GRANT SELECT, INSERT ON product TO clerk;

--- grant-on-two
GRANT SELECT ON product, customer TO clerk, auditor;

--- grant-on-all-in-schema
GRANT SELECT ON ALL TABLES IN SCHEMA archive TO clerk;

--- grant-on-column
GRANT UPDATE (stock) ON product TO clerk;

--- grant-on-missing-column
GRANT UPDATE (shelf) ON product TO clerk;

--- grant-on-missing-table
GRANT SELECT ON nowhere TO clerk;

--- grant-on-sequence
GRANT USAGE ON SEQUENCE ticket_numbers TO clerk;

--- grant-on-schema
GRANT USAGE ON SCHEMA shop TO clerk;

--- grant-on-function
GRANT EXECUTE ON FUNCTION dice() TO clerk;

--- grant-role
GRANT clerk TO auditor;

--- revoke-on-table
REVOKE ALL ON product FROM clerk;

--- default-privileges
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO clerk;

--- statistics-create
CREATE STATISTICS pair (dependencies) ON stock, weight FROM product;

--- statistics-create-if-not-exists
CREATE STATISTICS IF NOT EXISTS pair ON stock, weight FROM product;

--- statistics-create-of-one-column
CREATE STATISTICS pair ON stock FROM product;

--- statistics-alter
CREATE STATISTICS pair ON stock, weight FROM product;
ALTER STATISTICS pair SET STATISTICS 200;

--- statistics-rename
CREATE STATISTICS pair ON stock, weight FROM product;
ALTER STATISTICS pair RENAME TO couple;

--- statistics-drop
CREATE STATISTICS pair ON stock, weight FROM product;
DROP STATISTICS pair;

--- statistics-drop-missing-if-exists
DROP STATISTICS IF EXISTS pair;

--- collation-create
CREATE COLLATION plain FROM "C";

--- text-search-create
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);

--- foreign-server-create needs postgres_fdw
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;

--- foreign-table-create needs postgres_fdw
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE far_product (id integer) SERVER far;

--- foreign-table-add-column needs postgres_fdw
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE far_product (id integer) SERVER far;
ALTER FOREIGN TABLE far_product ADD COLUMN title text DEFAULT 'x';

--- foreign-table-drop needs postgres_fdw
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE far_product (id integer) SERVER far;
DROP FOREIGN TABLE far_product;

--- foreign-server-drop-used needs postgres_fdw
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE far_product (id integer) SERVER far;
DROP SERVER far;

--- publication-create
CREATE PUBLICATION feed FOR TABLE product, customer;

--- publication-create-all
CREATE PUBLICATION feed FOR ALL TABLES;

--- publication-create-columns
CREATE PUBLICATION feed FOR TABLE product (id, title);

--- publication-create-schema
CREATE PUBLICATION feed FOR TABLES IN SCHEMA archive;

--- publication-create-of-view
CREATE PUBLICATION feed FOR TABLE desks;

--- publication-create-of-partitioned
CREATE PUBLICATION feed FOR TABLE reading;

--- publication-add
CREATE PUBLICATION feed FOR TABLE product;
ALTER PUBLICATION feed ADD TABLE customer;

--- publication-add-there
CREATE PUBLICATION feed FOR TABLE product;
ALTER PUBLICATION feed ADD TABLE product;

--- publication-remove
CREATE PUBLICATION feed FOR TABLE product;
ALTER PUBLICATION feed DROP TABLE product;

--- publication-set
CREATE PUBLICATION feed FOR TABLE product;
ALTER PUBLICATION feed SET TABLE customer, visit;

--- publication-drop
CREATE PUBLICATION feed FOR TABLE product;
DROP PUBLICATION feed;

--- publication-drop-missing-if-exists
DROP PUBLICATION IF EXISTS feed;

--- subscription-create-unconnected
CREATE SUBSCRIPTION feed CONNECTION 'dbname=nowhere' PUBLICATION feed WITH (connect = false);

--- subscription-create
CREATE SUBSCRIPTION feed CONNECTION 'dbname=nowhere' PUBLICATION feed;

--- subscription-drop-without-slot
CREATE SUBSCRIPTION feed CONNECTION 'dbname=nowhere' PUBLICATION feed WITH (connect = false);
ALTER SUBSCRIPTION feed SET (slot_name = NONE);
DROP SUBSCRIPTION feed;

--- role-create
CREATE ROLE porter LOGIN;

--- role-create-there
CREATE ROLE clerk;

--- role-drop-missing-if-exists
DROP ROLE IF EXISTS no_such_role;

--- role-alter
ALTER ROLE clerk SET statement_timeout = '5s';

--- database-create
CREATE DATABASE oracle_other;

--- database-drop-missing-if-exists
DROP DATABASE IF EXISTS oracle_other;

--- database-alter-setting
ALTER DATABASE shop SET lock_timeout = '3s';

--- tablespace-create
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE elsewhere LOCATION '';

--- system-alter
ALTER SYSTEM SET work_mem = '8MB';

--- access-method-create
CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;

--- function-of-two-that-fit
CREATE FUNCTION next_price(price numeric, rate integer DEFAULT 2) RETURNS numeric LANGUAGE sql AS 'SELECT price * rate';
SELECT next_price(1);
