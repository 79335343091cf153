--- column-default-gen-random-uuid
--! rewrite
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
--- column-default-gen-random-uuid-not-null transaction
--! rewrite
ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
--- column-default-clock
--! rewrite
ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT clock_timestamp();
--- column-default-random-nested
--! rewrite
ALTER TABLE orders ADD COLUMN salt text DEFAULT md5(random()::text);
--- column-default-random-in-array
--! rewrite
ALTER TABLE orders ADD COLUMN odds double precision[] DEFAULT ARRAY[random()];
--- column-default-nextval
--! rewrite
ALTER TABLE orders ADD COLUMN invoice bigint DEFAULT nextval('invoice_numbers');
--- column-default-volatile-function
--! rewrite
ALTER TABLE orders ADD COLUMN dice integer DEFAULT rnd();
--- column-serial
--! rewrite
ALTER TABLE audit_log ADD COLUMN id bigserial;
--- column-identity
--! rewrite
ALTER TABLE audit_log ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
--- column-generated-stored
--! rewrite
ALTER TABLE orders ADD COLUMN total_cents bigint GENERATED ALWAYS AS ((total * 100)::bigint) STORED;
--- column-of-constrained-domain
--! rewrite
ALTER TABLE orders ADD COLUMN pieces positive;
--- column-with-check
--! scan
ALTER TABLE orders ADD COLUMN discount integer CHECK (discount >= 0);
--- column-with-check-and-default transaction
--! scan
ALTER TABLE orders ADD COLUMN discount integer NOT NULL DEFAULT 0 CONSTRAINT orders_discount_check CHECK (discount >= 0);
--- column-unique
--! build
ALTER TABLE orders ADD COLUMN external_id text UNIQUE;
--- column-not-null-without-default
--! fails
ALTER TABLE orders ADD COLUMN region text NOT NULL;
--- column-not-null-default-null
--! fails
ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT NULL;
--- column-primary-key
--! fails
ALTER TABLE orders ADD COLUMN key bigint PRIMARY KEY;
--- column-there-already
--! fails
ALTER TABLE orders ADD COLUMN note text;
--- column-of-missing-type
--@ earlier
CREATE SCHEMA shop;
CREATE TABLE shop.carts (id bigint PRIMARY KEY, owner text);
--@ migration
--! fails
ALTER TABLE shop.carts ADD COLUMN mood shop.mood_type;
--- column-of-missing-table
--@ earlier
CREATE SCHEMA shop;
CREATE TABLE shop.carts (id bigint PRIMARY KEY, owner text);
--@ migration
--! fails
ALTER TABLE shop.crats ADD COLUMN region text;
--- column-references-with-default
--! scan
ALTER TABLE orders ADD COLUMN main_product integer DEFAULT 1 REFERENCES products (id);
--- column-default-dropped-at-once transaction
--@ client INSERT INTO orders (id, account_id, total) VALUES (9001, 1, 1)
ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT 'eu';
--! client
ALTER TABLE orders ALTER COLUMN region DROP DEFAULT;
--- column-with-foreign-key-added-together
--! scan
ALTER TABLE orders ADD COLUMN seller_id bigint, ADD FOREIGN KEY (referrer_id) REFERENCES accounts (id);
--- column-several-one-volatile
--! rewrite
ALTER TABLE orders ADD COLUMN region text, ADD COLUMN token uuid DEFAULT gen_random_uuid();
--- column-if-not-exists-volatile
--! rewrite
ALTER TABLE IF EXISTS orders ADD COLUMN IF NOT EXISTS token uuid DEFAULT gen_random_uuid();
--- column-volatile-in-do
--! rewrite
DO $$
BEGIN
  ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
EXCEPTION WHEN duplicate_column THEN NULL;
END $$;
--- column-json
--! type: json has no equality, so SELECT DISTINCT fails
ALTER TABLE orders ADD COLUMN payload json;
--- column-nullable-ok
ALTER TABLE orders ADD COLUMN region text;
--- column-constant-default-ok
ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT 'eu';
--- column-now-default-ok
ALTER TABLE orders ADD COLUMN imported_at timestamptz NOT NULL DEFAULT now();
--- column-qualified-now-default-ok
ALTER TABLE orders ADD COLUMN imported_at timestamptz DEFAULT pg_catalog.now();
--- column-current-timestamp-in-utc-ok
ALTER TABLE orders ADD COLUMN imported_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP;
--- column-now-plus-interval-ok
ALTER TABLE orders ADD COLUMN expires_at timestamptz DEFAULT now() + interval '30 days';
--- column-current-user-default-ok
ALTER TABLE orders ADD COLUMN made_by text DEFAULT current_user;
--- column-immutable-call-default-ok
ALTER TABLE orders ADD COLUMN kind text DEFAULT lower('ABC');
--- column-jsonb-build-default-ok
ALTER TABLE orders ADD COLUMN extra jsonb NOT NULL DEFAULT jsonb_build_object('a', 1);
--- column-array-default-ok
ALTER TABLE orders ADD COLUMN marks text[] NOT NULL DEFAULT ARRAY['a', 'b'];
--- column-empty-array-default-ok
ALTER TABLE orders ADD COLUMN marks text[] NOT NULL DEFAULT '{}';
--- column-stable-function-default-ok
ALTER TABLE orders ADD COLUMN vat integer DEFAULT vat();
--- column-immutable-function-default-ok
ALTER TABLE orders ADD COLUMN fee numeric DEFAULT full_price(1);
--- column-current-setting-default-ok
ALTER TABLE orders ADD COLUMN zone text DEFAULT current_setting('TimeZone');
--- column-enum-default-ok
ALTER TABLE orders ADD COLUMN old_status order_status DEFAULT 'new';
--- column-unconstrained-domain-ok
ALTER TABLE orders ADD COLUMN tag label;
--- column-references-ok
ALTER TABLE orders ADD COLUMN seller_id bigint REFERENCES accounts (id);
CREATE INDEX CONCURRENTLY orders_seller_idx ON orders (seller_id);
--- column-volatile-default-later-ok
ALTER TABLE orders ADD COLUMN token uuid;
ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
--- column-volatile-on-new-table-ok transaction
CREATE TABLE carts (id bigint PRIMARY KEY, owner text);
ALTER TABLE carts ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
--- column-not-null-on-new-table-ok transaction
CREATE TABLE carts (id bigint PRIMARY KEY, owner text);
ALTER TABLE carts ADD COLUMN region text NOT NULL;
--- column-serial-on-new-table-ok transaction
CREATE TABLE carts (owner text);
ALTER TABLE carts ADD COLUMN id bigserial PRIMARY KEY;
--- column-if-not-exists-ok
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
--- column-not-null-boolean-default-ok transaction
ALTER TABLE accounts ADD COLUMN verified boolean DEFAULT false NOT NULL;
--- column-two-in-one-ok
ALTER TABLE accounts ADD COLUMN verified boolean NOT NULL DEFAULT false, ADD COLUMN locale text;
--- column-on-partitioned-ok
ALTER TABLE events ADD COLUMN source text;
--- column-virtual-ok postgres 18
ALTER TABLE orders ADD COLUMN total_cents bigint GENERATED ALWAYS AS ((total * 100)::bigint) VIRTUAL;
--- column-uuidv7 postgres 18
--! rewrite
ALTER TABLE orders ADD COLUMN token uuid DEFAULT uuidv7();
--- column-volatile-on-partitioned
--! rewrite: of every partition
ALTER TABLE events ADD COLUMN token uuid DEFAULT gen_random_uuid();
--- column-default-now-in-quotes
--@ shows SELECT bool_or(pg_get_expr(adbin, adrelid) ~ '[0-9]{4}-') FROM pg_attrdef WHERE adrelid = 'orders'::regclass
--! design: the moment of the migration, for ever
ALTER TABLE orders ADD COLUMN seen_at timestamptz DEFAULT 'now';
--- column-generated-not-immutable
--! fails
ALTER TABLE orders ADD COLUMN month text GENERATED ALWAYS AS (to_char(placed_at, 'YYYY-MM')) STORED;
