-- What the examples of the rules' pages find. Tables and columns are only added.
SET timezone = 'Europe/Berlin';

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE countries (code text PRIMARY KEY, name text);
INSERT INTO countries SELECT 'c' || g, 'n' || g FROM generate_series(1, 100) g;

CREATE TABLE users (
  id bigint PRIMARY KEY, email text NOT NULL, name char(40), phone text, phone_number text, nickname text, status text,
  legacy_code text, country text, created_at timestamp DEFAULT now());
INSERT INTO users SELECT g, 'u' || g || '@example.org', 'n' || g, 'p' || g, 'p' || g, CASE WHEN g % 2 = 0 THEN 'k' || g END, 'new', 'l' || g, 'c1', now()
  FROM generate_series(1, 1000) g;
CREATE UNIQUE INDEX users_email_idx ON users (email);

CREATE TABLE orders (
  id integer PRIMARY KEY, user_id bigint, number text, note text, status text, total numeric(10,4),
  country text, placed_at timestamptz NOT NULL DEFAULT now(), created_at timestamptz DEFAULT now());
INSERT INTO orders SELECT g, g, 'n' || g, CASE WHEN g % 2 = 0 THEN 'test' ELSE 'note' END, 'new', g, 'c1', now(), now() FROM generate_series(1, 1000) g;
CREATE INDEX orders_user_id_idx ON orders (user_id);

-- No key.
CREATE TABLE events_log (id bigint NOT NULL, body text, at timestamptz);
INSERT INTO events_log SELECT g, 'b', now() FROM generate_series(1, 100) g;

CREATE TABLE old_orders (id bigint PRIMARY KEY, total numeric, note text);
INSERT INTO old_orders SELECT g + 5000, g, 'n' FROM generate_series(1, 100) g;

ALTER TABLE users ADD COLUMN score integer DEFAULT 0;
ALTER TABLE orders ADD COLUMN shipped boolean DEFAULT false, ADD COLUMN tags text[], ADD COLUMN tag text,
  ADD CONSTRAINT orders_total_check CHECK (total >= 0);

CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');
CREATE TYPE address AS (street text, town text, country text);
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE VIEW active_users AS SELECT id, email FROM users;
CREATE MATERIALIZED VIEW user_totals AS SELECT user_id, count(*) AS orders FROM orders GROUP BY user_id;
CREATE UNIQUE INDEX user_totals_user_id_idx ON user_totals (user_id);

CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint , name text);
INSERT INTO items SELECT g, g, 'n' FROM generate_series(1, 100) g;
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint, expires_at timestamptz);
INSERT INTO sessions SELECT g, g, now() FROM generate_series(1, 100) g;
CREATE TABLE migration_log (name text, message text, at timestamptz DEFAULT now());
INSERT INTO migration_log (name) SELECT 'm' || g FROM generate_series(1, 100) g;

CREATE TABLE events (id bigint NOT NULL, kind text, at timestamptz NOT NULL, processed boolean DEFAULT false) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO events SELECT g, 'k', timestamptz '2025-06-01' + g * interval '4 days' FROM generate_series(1, 100) g;

CREATE SCHEMA shop;
CREATE SCHEMA archive;
CREATE TABLE shop.carts (id bigint PRIMARY KEY, user_id bigint);
INSERT INTO shop.carts SELECT g, g FROM generate_series(1, 100) g;
CREATE TABLE shop.users (id bigint PRIMARY KEY, email text, name text);
INSERT INTO shop.users SELECT g, 'u' || g, 'n' || g FROM generate_series(1, 100) g;
CREATE INDEX users_email_idx ON shop.users (email);
CREATE TABLE shop.orders (id bigint PRIMARY KEY, user_id bigint, placed_at timestamptz);
INSERT INTO shop.orders SELECT g, g, now() FROM generate_series(1, 100) g;

CREATE TABLE daily_cache (id bigint PRIMARY KEY, total numeric);
INSERT INTO daily_cache SELECT g, g FROM generate_series(1, 100) g;

-- Of functions and types that no file of an example makes.
CREATE FUNCTION short_code(length integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN left(md5(random()::text), length);
END
$$;
CREATE DOMAIN email_address AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE old_events (id bigint NOT NULL, kind text, at timestamptz NOT NULL, processed boolean DEFAULT false);
INSERT INTO old_events SELECT g, 'k', timestamptz '2024-06-01' FROM generate_series(1, 100) g;
CREATE TABLE audited (id bigint PRIMARY KEY, note text);
INSERT INTO audited SELECT g, 'n ' || g FROM generate_series(1, 100) g;
CREATE TRIGGER audited_stamp BEFORE UPDATE ON audited FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE POLICY orders_own ON orders USING (number = current_user);

-- Roles belong to the server.
DO $$ BEGIN CREATE ROLE app_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE app_writer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT ALL ON SCHEMA public TO app_writer;
DO $$ BEGIN CREATE ROLE reporting_user; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- Owns what a trial gives it, and has no other rights.
DO $$ BEGIN CREATE ROLE app_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT SELECT, INSERT ON orders TO app_writer;
GRANT SELECT ON orders TO app_reader;
GRANT USAGE ON SCHEMA shop TO app_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO app_reader;

ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE orders ADD COLUMN paid_at timestamptz DEFAULT now();
ALTER TABLE users ADD COLUMN last_name text;
ALTER TABLE old_orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
CREATE TABLE labels (id bigint PRIMARY KEY, name text);
CREATE TABLE tickets (id serial PRIMARY KEY, body text);
CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE FUNCTION order_total(bigint) RETURNS numeric LANGUAGE sql AS 'SELECT total FROM orders WHERE id = $1';
CREATE SEQUENCE ticket_numbers;
CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE EXTENSION citext;
CREATE SCHEMA reporting;
CREATE SCHEMA staging;
CREATE VIEW staging.sizes AS SELECT 1 AS id;
ALTER VIEW staging.sizes OWNER TO reporting_user;
CREATE TABLE authors (id bigint PRIMARY KEY, name text);
