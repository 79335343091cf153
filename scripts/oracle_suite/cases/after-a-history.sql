-- What a statement does where earlier statements have changed the schema.

--- after-rename-old-name
ALTER TABLE product RENAME TO goods;
ALTER TABLE product ADD COLUMN shelf integer;

--- after-rename-new-name
ALTER TABLE product RENAME TO goods;
ALTER TABLE goods ADD COLUMN shelf integer DEFAULT random();

--- after-rename-names-of-indexes-stay
ALTER TABLE article RENAME TO story;
DROP INDEX article_number_idx;

--- after-rename-names-of-checks-stay
ALTER TABLE product ADD CHECK (stock > 0);
ALTER TABLE product RENAME TO goods;
CREATE TABLE product (stock integer);
ALTER TABLE product ADD CHECK (stock > 0);
ALTER TABLE product DROP CONSTRAINT product_stock_check1;

--- after-rename-names-of-foreign-keys-stay
ALTER TABLE article ADD FOREIGN KEY (number) REFERENCES product (id);
ALTER TABLE article RENAME TO story;
CREATE TABLE article (number integer);
ALTER TABLE article ADD FOREIGN KEY (number) REFERENCES product (id);
ALTER TABLE article DROP CONSTRAINT article_number_fkey1;

--- after-rename-implicit-name
ALTER TABLE product RENAME TO goods;
ALTER TABLE goods ADD UNIQUE (stock);

--- after-rename-view-follows
ALTER TABLE staff RENAME TO employee;
ALTER TABLE employee DROP COLUMN boss;

--- after-column-rename
ALTER TABLE product RENAME COLUMN sku TO number;
ALTER TABLE product ALTER COLUMN number TYPE varchar(90);

--- after-drop-table
DROP TABLE product;
ALTER TABLE product ADD COLUMN shelf integer;

--- after-drop-table-made-again
DROP TABLE product;
CREATE TABLE product (id integer, stock bigint);
ALTER TABLE product ALTER COLUMN stock TYPE bigint;

--- after-drop-column-used
ALTER TABLE product DROP COLUMN stock;
CREATE INDEX stock_idx ON product (stock);

--- after-drop-column-made-again
ALTER TABLE product DROP COLUMN stock;
ALTER TABLE product ADD COLUMN stock numeric(5);
ALTER TABLE product ALTER COLUMN stock TYPE numeric(6);

--- after-drop-view
DROP VIEW desks;
ALTER TABLE staff ALTER COLUMN desk TYPE text;

--- after-drop-index
DROP INDEX article_number_idx;
CREATE INDEX article_number_idx ON article (number, slug);

--- after-drop-foreign-key
ALTER TABLE purchase DROP CONSTRAINT purchase_customer_id_fkey;
ALTER TABLE stock_entry DROP CONSTRAINT stock_entry_customer_id_fkey;
TRUNCATE customer;

--- after-detach
ALTER TABLE reading DETACH PARTITION reading_high;
ALTER TABLE reading ADD COLUMN unit text;

--- after-detach-alone
ALTER TABLE reading DETACH PARTITION reading_high;
ALTER TABLE reading_high ADD COLUMN unit text;

--- after-attach
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);
ALTER TABLE reading ALTER COLUMN sensor TYPE bigint;

--- after-no-inherit
ALTER TABLE truck NO INHERIT vehicle;
ALTER TABLE vehicle ALTER COLUMN wheels TYPE bigint;

--- after-type-change
ALTER TABLE product ALTER COLUMN stock TYPE bigint;
ALTER TABLE product ALTER COLUMN stock TYPE bigint;

--- after-rollback
BEGIN;
ALTER TABLE product DROP COLUMN stock;
ROLLBACK;
ALTER TABLE product ALTER COLUMN stock TYPE bigint;

--- after-rollback-to-savepoint
BEGIN;
SAVEPOINT before;
DROP VIEW desks;
ROLLBACK TO before;
COMMIT;
ALTER TABLE staff ALTER COLUMN desk TYPE text;

--- after-commit
BEGIN;
DROP VIEW desks;
COMMIT;
ALTER TABLE staff ALTER COLUMN desk TYPE text;

--- after-schema-rename
ALTER SCHEMA archive RENAME TO attic;
CREATE TABLE attic.old_product (id integer PRIMARY KEY);

--- after-set-schema
ALTER TABLE purchase SET SCHEMA archive;
ALTER TABLE archive.purchase DROP CONSTRAINT purchase_customer_id_fkey;

--- after-search-path
SET search_path = archive, shop;
CREATE TABLE product (id integer PRIMARY KEY);
ALTER TABLE product ADD COLUMN shelf integer DEFAULT random();

--- after-search-path-of-nothing
SET search_path = '';
ALTER TABLE product ADD COLUMN shelf integer;

--- after-enum-change
ALTER TYPE size ADD VALUE 'huge';
ALTER TABLE product ALTER COLUMN fit SET DEFAULT 'huge';

--- after-function-replaced
CREATE OR REPLACE FUNCTION dice() RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 4; END';
ALTER TABLE product ADD COLUMN luck integer DEFAULT dice();

--- after-function-made-stable
ALTER FUNCTION dice() STABLE;
ALTER TABLE product ADD COLUMN luck integer DEFAULT dice();

--- after-domain-check-dropped
ALTER DOMAIN quantity DROP CONSTRAINT quantity_is_positive;
ALTER TABLE product ADD COLUMN pieces quantity;

--- after-check-validated-and-dropped
ALTER TABLE product ADD CONSTRAINT proof CHECK (stock IS NOT NULL);
ALTER TABLE product ALTER COLUMN stock SET NOT NULL;
ALTER TABLE product DROP CONSTRAINT proof;

--- after-unique-index-becomes-constraint
ALTER TABLE article ADD CONSTRAINT one_number UNIQUE USING INDEX article_number_unique;
DROP INDEX one_number;

--- after-trigger-dropped
DROP TRIGGER audited_stamp ON audited;
DROP FUNCTION stamp();

--- after-cascade
DROP TABLE staff CASCADE;
DROP VIEW desks;

--- after-cascade-if-exists
DROP TABLE staff CASCADE;
DROP VIEW IF EXISTS desks;

--- after-many-implicit-names
CREATE INDEX ON product (stock);
CREATE INDEX ON product (stock);
DROP INDEX product_stock_idx1;

--- after-identity-made
ALTER TABLE product ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE product ALTER COLUMN id TYPE bigint;

--- after-serial-owned-elsewhere
ALTER SEQUENCE ticket_id_seq OWNED BY product.stock;
ALTER TABLE product DROP COLUMN stock;

--- after-table-made-as
CREATE TABLE customer_copy AS SELECT * FROM customer;
ALTER TABLE customer_copy ALTER COLUMN email TYPE varchar(100);

--- after-like
CREATE TABLE article_copy (LIKE article INCLUDING ALL);
ALTER TABLE article_copy ALTER COLUMN number TYPE bigint;

--- after-view-replaced
CREATE OR REPLACE VIEW desks AS SELECT desk FROM staff WHERE name <> '';
ALTER TABLE staff DROP COLUMN name;

--- after-policy-dropped
DROP POLICY secret_readers ON secret;
ALTER TABLE secret ALTER COLUMN reader TYPE varchar;
