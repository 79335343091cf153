-- CREATE TABLE in all forms, and CREATE TABLE AS.

--- table-create
CREATE TABLE coupon (id bigint PRIMARY KEY, code text NOT NULL UNIQUE, value numeric(8,2) DEFAULT 0 CHECK (value >= 0));

--- table-create-if-not-exists
CREATE TABLE IF NOT EXISTS coupon (id bigint);

--- table-create-there
CREATE TABLE customer (id bigint);

--- table-create-there-if-not-exists
CREATE TABLE IF NOT EXISTS customer (id bigint);

--- table-create-name-of-index
CREATE TABLE article_number_idx (id bigint);

--- table-create-name-of-type
CREATE TABLE size (id bigint);

--- table-create-in-missing-schema
CREATE TABLE no_such_schema.coupon (id bigint);

--- table-create-in-other-schema
CREATE TABLE archive.coupon (id bigint PRIMARY KEY);

--- table-create-missing-type
CREATE TABLE coupon (id no_such_type);

--- table-create-column-twice
CREATE TABLE coupon (id bigint, id text);

--- table-create-two-keys
CREATE TABLE coupon (id bigint PRIMARY KEY, code text PRIMARY KEY);

--- table-create-key-of-missing-column
CREATE TABLE coupon (id bigint, PRIMARY KEY (number));

--- table-create-constraint-name-twice
CREATE TABLE coupon (id bigint CONSTRAINT c CHECK (id > 0), code bigint CONSTRAINT c CHECK (code > 0));

--- table-create-check-of-missing-column
CREATE TABLE coupon (id bigint, CHECK (number > 0));

--- table-create-check-with-subquery
CREATE TABLE coupon (id bigint, CHECK (id IN (SELECT 1)));

--- table-create-default-of-column
CREATE TABLE coupon (id bigint, twice bigint DEFAULT id * 2);

--- table-create-null-and-not-null
CREATE TABLE coupon (id bigint NULL NOT NULL);

--- table-create-serial
CREATE TABLE coupon (id serial PRIMARY KEY, number bigserial);

--- table-create-identity
CREATE TABLE coupon (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text);

--- table-create-generated
CREATE TABLE coupon (id bigint, twice bigint GENERATED ALWAYS AS (id * 2) STORED);

--- table-create-default-nextval
CREATE TABLE coupon (id bigint DEFAULT nextval('ticket_numbers'));

--- table-create-default-of-function
CREATE TABLE coupon (id integer DEFAULT dice());

--- table-create-of-domain-and-enum
CREATE TABLE coupon (id quantity, fit size DEFAULT 'small', kinds label[]);

--- table-create-of-enum-with-wrong-label
CREATE TABLE coupon (fit size DEFAULT 'tiny');

--- table-create-references
CREATE TABLE coupon (id bigint PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE);

--- table-create-references-two
CREATE TABLE coupon (
  a integer REFERENCES customer, b integer REFERENCES product, FOREIGN KEY (a) REFERENCES visit (id));

--- table-create-references-itself
CREATE TABLE coupon (id bigint PRIMARY KEY, parent bigint REFERENCES coupon);

--- table-create-references-missing
CREATE TABLE coupon (id bigint PRIMARY KEY, customer_id integer REFERENCES nowhere);

--- table-create-references-without-key
CREATE TABLE coupon (id bigint PRIMARY KEY, draft_id integer REFERENCES draft);

--- table-create-references-wrong-type
CREATE TABLE coupon (id bigint PRIMARY KEY, customer_id uuid REFERENCES customer);

--- table-create-references-partitioned
CREATE TABLE coupon (id bigint PRIMARY KEY, reading_id integer REFERENCES reading);

--- table-create-references-not-enforced
CREATE TABLE coupon (id bigint PRIMARY KEY, customer_id integer REFERENCES customer NOT ENFORCED);

--- table-create-exclude
CREATE TABLE coupon (valid daterange, EXCLUDE USING gist (valid WITH &&));

--- table-create-unique-nulls-not-distinct
CREATE TABLE coupon (code text UNIQUE NULLS NOT DISTINCT);

--- table-create-long-name
CREATE TABLE coupon_of_a_very_long_name_that_is_longer_than_sixty_three_bytes_for_sure (
  id bigserial PRIMARY KEY, code text UNIQUE);

--- table-create-implicit-names
CREATE TABLE coupon (a integer UNIQUE, b integer, UNIQUE (a), UNIQUE (a, b));

--- table-create-inherits
CREATE TABLE tram (rails integer) INHERITS (vehicle);

--- table-create-inherits-two
CREATE TABLE tram () INHERITS (vehicle, bicycle);

--- table-create-inherits-other-type
CREATE TABLE tram (wheels text) INHERITS (vehicle);

--- table-create-inherits-missing
CREATE TABLE tram () INHERITS (nowhere);

--- table-create-inherits-partitioned
CREATE TABLE tram () INHERITS (reading);

--- table-create-like
CREATE TABLE product_copy (LIKE product);

--- table-create-like-all
CREATE TABLE article_copy (LIKE article INCLUDING ALL);

--- table-create-like-with-indexes
CREATE TABLE customer_copy (LIKE customer INCLUDING INDEXES, extra text);

--- table-create-like-with-identity
CREATE TABLE invoice_copy (LIKE invoice INCLUDING IDENTITY INCLUDING DEFAULTS);

--- table-create-like-with-serial-default
CREATE TABLE ticket_copy (LIKE ticket INCLUDING DEFAULTS);

--- table-create-like-view
CREATE TABLE staff_boss_copy (LIKE staff_boss);

--- table-create-like-missing
CREATE TABLE copied (LIKE nowhere);

--- table-create-of-type
CREATE TABLE fees OF money_amount (amount PRIMARY KEY);

--- table-create-of-missing-type
CREATE TABLE fees OF no_such_type;

--- table-create-of-enum
CREATE TABLE fees OF size;

--- table-create-unlogged
CREATE UNLOGGED TABLE coupon (id bigint PRIMARY KEY);

--- table-create-temporary
CREATE TEMPORARY TABLE coupon (id bigint PRIMARY KEY, customer_id integer);

--- table-create-temporary-references
CREATE TEMPORARY TABLE coupon (customer_id integer REFERENCES customer);

--- table-create-hiding-permanent
CREATE TEMPORARY TABLE customer (id integer);

--- table-create-with-option
CREATE TABLE coupon (id bigint) WITH (fillfactor = 70, autovacuum_enabled = false);

--- table-create-as
CREATE TABLE customer_copy AS SELECT * FROM customer;

--- table-create-as-join
CREATE TABLE buyers AS SELECT c.email FROM purchase p JOIN customer c ON c.id = p.customer_id;

--- table-create-as-no-data
CREATE TABLE customer_copy AS TABLE customer WITH NO DATA;

--- table-create-as-there-if-not-exists
CREATE TABLE IF NOT EXISTS customer AS SELECT 1 AS id;

--- table-create-as-there
CREATE TABLE customer AS SELECT 1 AS id;

--- table-create-as-values
CREATE TABLE numbers (n) AS VALUES (1), (2);

--- table-create-as-missing
CREATE TABLE customer_copy AS SELECT * FROM nowhere;

--- table-create-as-too-many-names
CREATE TABLE numbers (n, m) AS VALUES (1), (2);

--- table-create-temporary-as
CREATE TEMPORARY TABLE customer_copy AS SELECT * FROM customer;

--- select-into
SELECT id, email INTO customer_copy FROM customer;

--- schema-create-with-table
CREATE SCHEMA branch CREATE TABLE desk (id integer PRIMARY KEY) CREATE VIEW desks AS SELECT id FROM desk;

--- column-of-datetime
CREATE TABLE cart (id integer PRIMARY KEY, made_at datetime);

--- default-of-now-as-constant
CREATE TABLE cart (id integer PRIMARY KEY, made_at timestamptz DEFAULT 'now');
