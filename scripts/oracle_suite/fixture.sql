-- What every case finds: a shop with 1000 rows in each table. Its settings are those of every case's session.
SET search_path = shop;
SET timezone = 'UTC';

CREATE ROLE clerk;
CREATE ROLE auditor;
CREATE SCHEMA shop;
CREATE SCHEMA archive;

CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TYPE unused_enum AS ENUM ('on', 'off');
CREATE TYPE money_amount AS (amount numeric, currency text);
CREATE TYPE point_of_sale AS (street text, town text);
CREATE DOMAIN label AS text;
CREATE DOMAIN short_label AS varchar(30);
CREATE DOMAIN quantity AS integer CONSTRAINT quantity_is_positive CHECK (VALUE > 0);
CREATE DOMAIN unused_domain AS integer;
CREATE SEQUENCE ticket_numbers;
CREATE FUNCTION next_price(price numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT price * 2';
CREATE FUNCTION dice() RETURNS integer LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 4; END';
CREATE FUNCTION tax_rate() RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 19; END';
CREATE FUNCTION constant_rate() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 7; END';
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE PROCEDURE close_day() LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE PROCEDURE commit_day() LANGUAGE plpgsql AS 'BEGIN COMMIT; END';

-- A column of each type that may change into another.
CREATE TABLE product (
  id integer PRIMARY KEY, stock integer, weight integer NOT NULL, rank smallint, views bigint,
  sku varchar(40), ean varchar, title text, grade char(8), price numeric(8,2), cost numeric,
  ratio real, score double precision, active boolean, since date, opens time, seen timestamp,
  seen_ms timestamp(3), sold timestamptz, sold_ms timestamptz(3), lasts interval, lasts_ms interval(3),
  net cidr, host inet, flags varbit(12), more_flags varbit, mask bit(6), raw json, doc jsonb, code uuid,
  fit size, tags varchar(20)[], words text[], sizes integer[], photo bytea, caption label, short short_label,
  amount quantity, ident name, fee money, owner_oid oid, discount integer DEFAULT 5);
INSERT INTO product SELECT g, g, g, g, g, 'sku' || g, 'ean' || g, 'title' || g, 'g' || g, g, g, g, g, true,
  date '2021-03-01', time '09:00', timestamp '2021-03-01 10:00', timestamp '2021-03-01 10:00',
  timestamptz '2021-03-01 10:00+00', timestamptz '2021-03-01 10:00+00', interval '1 hour', interval '1 hour',
  '192.168.0.0/16', '192.168.0.1', B'101', B'101', B'101010', '{"k": 1}', '{"k": 1}',
  '11111111-2222-3333-4444-555555555555', 'small', '{x,y}', '{x,y}', '{3,4}', '\x01', 'c' || g, 's' || g, g,
  'i' || g, g, g, g FROM generate_series(1, 1000) g;

CREATE TABLE customer (
  id integer PRIMARY KEY, email text NOT NULL CONSTRAINT customer_email_key UNIQUE, city text, referrer integer);
INSERT INTO customer SELECT g, 'c' || g || '@example.org', 'Ulm', g FROM generate_series(1, 1000) g;
CREATE TABLE purchase (
  id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer (id), note text, product_id integer);
CREATE INDEX purchase_customer_id_idx ON purchase (customer_id);
INSERT INTO purchase SELECT g, g, 'n', g FROM generate_series(1, 1000) g;
-- Keys that fit, without a constraint that says so.
CREATE TABLE visit (id integer PRIMARY KEY, customer_id integer, email text, reading_id integer, at date);
INSERT INTO visit SELECT g, g, 'c' || g || '@example.org', g, date '2021-03-01' FROM generate_series(1, 1000) g;
-- No primary key, no rows.
CREATE TABLE draft (id integer, body text);

-- Partitions by range, by list with a default partition, by hash, and of partitions.
CREATE TABLE reading (id integer NOT NULL, sensor integer, value text, CONSTRAINT reading_pkey PRIMARY KEY (id))
  PARTITION BY RANGE (id);
CREATE TABLE reading_low PARTITION OF reading FOR VALUES FROM (1) TO (501);
CREATE TABLE reading_high PARTITION OF reading FOR VALUES FROM (501) TO (2001);
INSERT INTO reading SELECT g, g % 9, 'v' FROM generate_series(1, 1000) g;
CREATE TABLE event (kind integer NOT NULL, body text) PARTITION BY LIST (kind);
CREATE TABLE event_one PARTITION OF event FOR VALUES IN (1);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
INSERT INTO event SELECT CASE WHEN g <= 500 THEN 1 ELSE 7 END, 'b' FROM generate_series(1, 1000) g;
CREATE TABLE bucket (id integer NOT NULL, body text) PARTITION BY HASH (id);
CREATE TABLE bucket_0 PARTITION OF bucket FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE bucket_1 PARTITION OF bucket FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO bucket SELECT g, 'b' FROM generate_series(1, 1000) g;
CREATE TABLE region (land integer, town integer, name text) PARTITION BY LIST (land);
CREATE TABLE region_a PARTITION OF region FOR VALUES IN (1) PARTITION BY LIST (town);
CREATE TABLE region_a_1 PARTITION OF region_a FOR VALUES IN (1);
INSERT INTO region SELECT 1, 1, 'n' || g FROM generate_series(1, 1000) g;
-- What may become a partition.
CREATE TABLE reading_next (id integer NOT NULL, sensor integer, value text);
INSERT INTO reading_next SELECT g + 2000, 1, 'v' FROM generate_series(1, 1000) g;
CREATE TABLE event_two (kind integer NOT NULL, body text);
INSERT INTO event_two SELECT 2, 'b' FROM generate_series(1, 1000) g;

CREATE TABLE vehicle (id integer NOT NULL, wheels integer);
CREATE TABLE truck (load integer) INHERITS (vehicle);
CREATE TABLE bicycle (id integer NOT NULL, wheels integer);
INSERT INTO vehicle SELECT g, 4 FROM generate_series(1, 1000) g;
INSERT INTO truck SELECT g, 6, 1 FROM generate_series(1, 1000) g;
INSERT INTO bicycle SELECT g, 2 FROM generate_series(1, 1000) g;

CREATE TABLE article (
  id integer PRIMARY KEY, number integer NOT NULL, slug text NOT NULL CONSTRAINT article_slug_key UNIQUE,
  meta jsonb, valid int4range, body text);
INSERT INTO article SELECT g, g, 'slug' || g, '{"k": 1}', int4range(g, g + 1), 'b' FROM generate_series(1, 1000) g;
CREATE INDEX article_number_idx ON article (number);
CREATE UNIQUE INDEX article_number_unique ON article (number);
CREATE INDEX article_slug_lower_idx ON article (lower(slug));
CREATE INDEX article_meta_idx ON article USING gin (meta);
CREATE INDEX article_some_idx ON article (id) WHERE number > 900;

CREATE TABLE staff (id integer PRIMARY KEY, boss integer, name text, desk varchar(30));
INSERT INTO staff SELECT g, g, 'n' || g, 'd' || g FROM generate_series(1, 1000) g;
CREATE VIEW staff_boss AS SELECT id, boss FROM staff;
CREATE VIEW bosses AS SELECT boss FROM staff_boss;
CREATE VIEW desks AS SELECT desk FROM staff;
CREATE MATERIALIZED VIEW staff_copy AS SELECT id, boss FROM staff;
CREATE UNIQUE INDEX staff_copy_id_idx ON staff_copy (id);
CREATE MATERIALIZED VIEW staff_list AS SELECT id, boss FROM staff;

CREATE TABLE audited (id integer PRIMARY KEY, a integer);
INSERT INTO audited SELECT g, g FROM generate_series(1, 1000) g;
CREATE TRIGGER audited_stamp BEFORE UPDATE ON audited FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TABLE secret (id integer PRIMARY KEY, reader text);
INSERT INTO secret SELECT g, 'r' FROM generate_series(1, 1000) g;
ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY secret_readers ON secret USING (reader = current_user);
CREATE TABLE payment OF money_amount;
INSERT INTO payment SELECT g, 'EUR' FROM generate_series(1, 1000) g;
CREATE TABLE payment_like (amount numeric, currency text);
INSERT INTO payment_like SELECT g, 'EUR' FROM generate_series(1, 1000) g;
CREATE TABLE box (id integer PRIMARY KEY, caption label, pieces quantity);
INSERT INTO box SELECT g, 'c', g FROM generate_series(1, 1000) g;

CREATE TABLE ticket (id serial PRIMARY KEY, a integer);
INSERT INTO ticket (a) SELECT g FROM generate_series(1, 1000) g;
CREATE TABLE invoice (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a integer NOT NULL);
INSERT INTO invoice (a) SELECT g FROM generate_series(1, 1000) g;
CREATE TABLE total (id integer PRIMARY KEY, net integer, gross integer GENERATED ALWAYS AS (net * 2) STORED);
INSERT INTO total SELECT g, g FROM generate_series(1, 1000) g;
CREATE UNLOGGED TABLE cached (id integer PRIMARY KEY, a integer);
INSERT INTO cached SELECT g, g FROM generate_series(1, 1000) g;

CREATE TABLE stock_entry (
  id integer PRIMARY KEY, customer_id integer, pieces integer,
  CONSTRAINT stock_entry_id_check CHECK (id > 0));
INSERT INTO stock_entry SELECT g, g, g FROM generate_series(1, 1000) g;
ALTER TABLE stock_entry ADD CONSTRAINT stock_entry_pieces_check CHECK (pieces > 0) NOT VALID;
ALTER TABLE stock_entry
  ADD CONSTRAINT stock_entry_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer NOT VALID;
