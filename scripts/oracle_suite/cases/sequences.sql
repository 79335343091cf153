-- Sequences.

--- sequence-create
CREATE SEQUENCE numbers START 5 INCREMENT 2;

--- sequence-create-if-not-exists-there
CREATE SEQUENCE IF NOT EXISTS ticket_numbers;

--- sequence-create-there
CREATE SEQUENCE ticket_numbers;

--- sequence-create-name-of-table
CREATE SEQUENCE customer;

--- sequence-create-owned
CREATE SEQUENCE numbers AS integer OWNED BY product.stock;

--- sequence-create-owned-by-missing
CREATE SEQUENCE numbers OWNED BY product.shelf;

--- sequence-create-bad-range
CREATE SEQUENCE numbers MINVALUE 10 MAXVALUE 5;

--- sequence-create-temporary
CREATE TEMPORARY SEQUENCE numbers;

--- sequence-restart
ALTER SEQUENCE ticket_numbers RESTART WITH 100;

--- sequence-increment
ALTER SEQUENCE ticket_numbers INCREMENT 10 CACHE 20;

--- sequence-type
ALTER SEQUENCE ticket_id_seq AS bigint;

--- sequence-maximum
ALTER SEQUENCE ticket_numbers MAXVALUE 1000000;

--- sequence-owned-by
ALTER SEQUENCE ticket_numbers OWNED BY product.stock;

--- sequence-owned-by-none
ALTER SEQUENCE ticket_id_seq OWNED BY NONE;

--- sequence-owned-of-identity
ALTER SEQUENCE invoice_id_seq OWNED BY NONE;

--- sequence-owner
ALTER SEQUENCE ticket_numbers OWNER TO clerk;

--- sequence-rename
ALTER SEQUENCE ticket_numbers RENAME TO numbers;

--- sequence-rename-missing-if-exists
ALTER SEQUENCE IF EXISTS no_such_sequence RENAME TO numbers;

--- sequence-set-schema
ALTER SEQUENCE ticket_numbers SET SCHEMA archive;

--- sequence-set-schema-of-serial
ALTER SEQUENCE ticket_id_seq SET SCHEMA archive;

--- sequence-missing
ALTER SEQUENCE no_such_sequence RESTART;

--- sequence-unlogged
ALTER SEQUENCE ticket_numbers SET UNLOGGED;

--- sequence-drop
DROP SEQUENCE ticket_numbers;

--- sequence-drop-missing-if-exists
DROP SEQUENCE IF EXISTS no_such_sequence;

--- sequence-drop-of-serial
DROP SEQUENCE ticket_id_seq;

--- sequence-drop-of-serial-cascade
DROP SEQUENCE ticket_id_seq CASCADE;

--- sequence-drop-of-identity
DROP SEQUENCE invoice_id_seq;

--- sequence-drop-of-default
ALTER TABLE product ALTER COLUMN stock SET DEFAULT nextval('ticket_numbers');
DROP SEQUENCE ticket_numbers;

--- sequence-setval
SELECT setval('ticket_numbers', 500);

--- sequence-nextval
SELECT nextval('ticket_numbers');
