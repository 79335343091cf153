-- DROP TABLE, DROP SCHEMA, DROP OWNED, TRUNCATE.

--- table-drop
DROP TABLE product;

--- table-drop-if-exists
DROP TABLE IF EXISTS product;

--- table-drop-missing
DROP TABLE nowhere;

--- table-drop-missing-if-exists
DROP TABLE IF EXISTS nowhere;

--- table-drop-in-missing-schema-if-exists
DROP TABLE IF EXISTS no_such_schema.nowhere;

--- table-drop-two-one-missing
DROP TABLE IF EXISTS nowhere, product;

--- table-drop-same-twice
DROP TABLE product, product;

--- table-drop-referencing
DROP TABLE purchase;

--- table-drop-referenced
DROP TABLE customer;

--- table-drop-referenced-cascade
DROP TABLE customer CASCADE;

--- table-drop-both-sides
DROP TABLE customer, purchase, stock_entry;

--- table-drop-behind-views
DROP TABLE staff;

--- table-drop-behind-views-cascade
DROP TABLE staff CASCADE;

--- table-drop-with-serial
DROP TABLE ticket;

--- table-drop-with-identity
DROP TABLE invoice;

--- table-drop-with-many-indexes
DROP TABLE article;

--- table-drop-with-trigger-and-policy
DROP TABLE audited, secret;

--- table-drop-inheritance-parent
DROP TABLE vehicle;

--- table-drop-inheritance-parent-cascade
DROP TABLE vehicle CASCADE;

--- table-drop-inheritance-child
DROP TABLE truck;

--- table-drop-that-is-a-view
DROP TABLE staff_boss;

--- table-drop-that-is-an-index
DROP TABLE article_number_idx;

--- table-drop-behind-row-type
CREATE TABLE basket (content product);
DROP TABLE product;

--- table-drop-behind-row-type-cascade
CREATE TABLE basket (id integer, content product);
DROP TABLE product CASCADE;

--- table-drop-behind-function-body
CREATE FUNCTION count_products() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM product; END;
DROP TABLE product;

--- table-drop-of-function-text
CREATE FUNCTION count_products() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM product';
DROP TABLE product;

--- table-drop-published
CREATE PUBLICATION feed FOR TABLE product;
DROP TABLE product;

--- table-truncate
TRUNCATE product;

--- table-truncate-missing
TRUNCATE nowhere;

--- table-truncate-referenced
TRUNCATE customer;

--- table-truncate-referenced-cascade
TRUNCATE customer CASCADE;

--- table-truncate-all-sides
TRUNCATE customer, purchase, stock_entry;

--- table-truncate-referencing
TRUNCATE purchase;

--- table-truncate-restart
TRUNCATE ticket RESTART IDENTITY;

--- table-truncate-indexed
TRUNCATE TABLE article;

--- table-truncate-partitioned
TRUNCATE reading;

--- table-truncate-inheritance-parent
TRUNCATE vehicle;

--- table-truncate-inheritance-parent-only
TRUNCATE ONLY vehicle;

--- table-truncate-view
TRUNCATE staff_boss;

--- schema-drop
DROP SCHEMA archive;

--- schema-drop-missing-if-exists
DROP SCHEMA IF EXISTS no_such_schema;

--- schema-drop-missing
DROP SCHEMA no_such_schema;

--- schema-drop-filled
CREATE TABLE archive.old_product (id integer PRIMARY KEY);
DROP SCHEMA archive;

--- schema-drop-filled-cascade
CREATE TABLE archive.old_product (id serial PRIMARY KEY, customer_id integer REFERENCES shop.customer);
CREATE VIEW archive.old_ids AS SELECT id FROM archive.old_product;
CREATE VIEW shop.all_ids AS SELECT id FROM archive.old_product;
DROP SCHEMA archive CASCADE;

--- schema-drop-with-type-used-elsewhere
CREATE TYPE archive.state AS ENUM ('old', 'older');
ALTER TABLE draft ADD COLUMN state archive.state;
DROP SCHEMA archive CASCADE;

--- owned-drop
ALTER TABLE audited OWNER TO clerk;
DROP OWNED BY clerk;

--- owned-reassign
ALTER TABLE audited OWNER TO clerk;
REASSIGN OWNED BY clerk TO auditor;
