-- ALTER TABLE ... ALTER COLUMN ... TYPE: which pairs of types rewrite, which rebuild indexes, and what refuses.

--- type-same
ALTER TABLE product ALTER COLUMN stock TYPE integer;

--- type-varchar-longer
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-varchar-longer-set-data
ALTER TABLE product ALTER sku SET DATA TYPE varchar(41);

--- type-varchar-same
ALTER TABLE product ALTER COLUMN sku TYPE varchar(40);

--- type-varchar-shorter
ALTER TABLE product ALTER COLUMN sku TYPE varchar(39);

--- type-varchar-to-text
ALTER TABLE product ALTER COLUMN sku TYPE text;

--- type-varchar-to-unbounded
ALTER TABLE product ALTER COLUMN sku TYPE character varying;

--- type-unbounded-to-varchar
ALTER TABLE product ALTER COLUMN ean TYPE varchar(90);

--- type-text-to-varchar
ALTER TABLE product ALTER COLUMN title TYPE varchar(90);

--- type-text-to-unbounded-varchar
ALTER TABLE product ALTER COLUMN title TYPE varchar;

--- type-text-to-char
ALTER TABLE product ALTER COLUMN title TYPE char(90);

--- type-char-longer
ALTER TABLE product ALTER COLUMN grade TYPE char(9);

--- type-char-to-text
ALTER TABLE product ALTER COLUMN grade TYPE text;

--- type-char-to-varchar
ALTER TABLE product ALTER COLUMN grade TYPE varchar(8);

--- type-name-to-text
ALTER TABLE product ALTER COLUMN ident TYPE text;

--- type-name-to-varchar
ALTER TABLE product ALTER COLUMN ident TYPE varchar(64);

--- type-text-to-bytea
ALTER TABLE product ALTER COLUMN title TYPE bytea USING title::bytea;

--- type-numeric-more-digits
ALTER TABLE product ALTER COLUMN price TYPE numeric(10,2);

--- type-numeric-fewer-digits
ALTER TABLE product ALTER COLUMN price TYPE numeric(7,2);

--- type-numeric-more-scale
ALTER TABLE product ALTER COLUMN price TYPE numeric(10,3);

--- type-numeric-less-scale
ALTER TABLE product ALTER COLUMN price TYPE numeric(10,1);

--- type-numeric-without-limits
ALTER TABLE product ALTER COLUMN price TYPE decimal;

--- type-numeric-with-limits
ALTER TABLE product ALTER COLUMN cost TYPE numeric(20,2);

--- type-numeric-to-integer
ALTER TABLE product ALTER COLUMN cost TYPE integer;

--- type-smallint-to-integer
ALTER TABLE product ALTER COLUMN rank TYPE integer;

--- type-integer-to-bigint
ALTER TABLE product ALTER COLUMN stock TYPE bigint;

--- type-integer-to-smallint
ALTER TABLE product ALTER COLUMN stock TYPE smallint;

--- type-bigint-to-integer
ALTER TABLE product ALTER COLUMN views TYPE integer;

--- type-bigint-to-numeric
ALTER TABLE product ALTER COLUMN views TYPE numeric(20);

--- type-integer-to-text
ALTER TABLE product ALTER COLUMN stock TYPE text;

--- type-integer-to-double
ALTER TABLE product ALTER COLUMN stock TYPE double precision;

--- type-integer-to-oid
ALTER TABLE product ALTER COLUMN stock TYPE oid;

--- type-oid-to-bigint
ALTER TABLE product ALTER COLUMN owner_oid TYPE bigint;

--- type-integer-to-boolean
ALTER TABLE product ALTER COLUMN stock TYPE boolean;

--- type-integer-to-boolean-using
ALTER TABLE product ALTER COLUMN stock TYPE boolean USING stock <> 0;

--- type-boolean-to-integer-using
ALTER TABLE product ALTER COLUMN active TYPE integer USING active::integer;

--- type-boolean-to-text
ALTER TABLE product ALTER COLUMN active TYPE text;

--- type-text-to-integer
ALTER TABLE product ALTER COLUMN title TYPE integer;

--- type-text-to-integer-using
UPDATE product SET title = id::text;
ALTER TABLE product ALTER COLUMN title TYPE integer USING title::integer;

--- type-real-to-double
ALTER TABLE product ALTER COLUMN ratio TYPE double precision;

--- type-double-to-real
ALTER TABLE product ALTER COLUMN score TYPE real;

--- type-float-of-24
ALTER TABLE product ALTER COLUMN ratio TYPE float(24);

--- type-money-to-numeric
ALTER TABLE product ALTER COLUMN fee TYPE numeric;

--- type-timestamp-to-timestamptz
ALTER TABLE product ALTER COLUMN seen TYPE timestamptz;

--- type-timestamp-to-timestamptz-elsewhere
SET timezone = 'America/New_York';
ALTER TABLE product ALTER COLUMN seen TYPE timestamptz;

--- type-timestamp-to-timestamptz-after-set-local
SET LOCAL timezone = 'America/New_York';
ALTER TABLE product ALTER COLUMN seen TYPE timestamptz;

--- type-timestamptz-to-timestamp
ALTER TABLE product ALTER COLUMN sold TYPE timestamp;

--- type-timestamptz-to-timestamp-elsewhere
SET timezone = 'Asia/Tokyo';
ALTER TABLE product ALTER COLUMN sold TYPE timestamp;

--- type-timestamp-at-time-zone
ALTER TABLE product ALTER COLUMN seen TYPE timestamptz USING seen AT TIME ZONE 'UTC';

--- type-timestamp-precision-up
ALTER TABLE product ALTER COLUMN seen_ms TYPE timestamp(6);

--- type-timestamp-precision-gone
ALTER TABLE product ALTER COLUMN seen_ms TYPE timestamp;

--- type-timestamp-precision-down
ALTER TABLE product ALTER COLUMN seen TYPE timestamp(0);

--- type-timestamp-precision-6
ALTER TABLE product ALTER COLUMN seen TYPE timestamp(6);

--- type-timestamptz-precision-up
ALTER TABLE product ALTER COLUMN sold_ms TYPE timestamptz(4);

--- type-timestamp-ms-to-timestamptz-ms
ALTER TABLE product ALTER COLUMN seen_ms TYPE timestamptz(3);

--- type-timestamp-to-date
ALTER TABLE product ALTER COLUMN seen TYPE date;

--- type-date-to-timestamp
ALTER TABLE product ALTER COLUMN since TYPE timestamp;

--- type-time-precision
ALTER TABLE product ALTER COLUMN opens TYPE time(6);

--- type-time-to-interval
ALTER TABLE product ALTER COLUMN opens TYPE interval;

--- type-interval-precision-up
ALTER TABLE product ALTER COLUMN lasts_ms TYPE interval(5);

--- type-interval-precision-down
ALTER TABLE product ALTER COLUMN lasts TYPE interval(2);

--- type-interval-fields
ALTER TABLE product ALTER COLUMN lasts TYPE interval hour to minute;

--- type-cidr-to-inet
ALTER TABLE product ALTER COLUMN net TYPE inet;

--- type-inet-to-cidr
ALTER TABLE product ALTER COLUMN host TYPE cidr;

--- type-varbit-longer
ALTER TABLE product ALTER COLUMN flags TYPE varbit(13);

--- type-varbit-shorter
ALTER TABLE product ALTER COLUMN flags TYPE varbit(11);

--- type-varbit-unbounded
ALTER TABLE product ALTER COLUMN flags TYPE bit varying;

--- type-bit-to-varbit
ALTER TABLE product ALTER COLUMN mask TYPE varbit(6);

--- type-json-to-jsonb
ALTER TABLE product ALTER COLUMN raw TYPE jsonb;

--- type-json-to-jsonb-using
ALTER TABLE product ALTER COLUMN raw TYPE jsonb USING raw::jsonb;

--- type-jsonb-to-text
ALTER TABLE product ALTER COLUMN doc TYPE text;

--- type-text-to-jsonb
ALTER TABLE product ALTER COLUMN title TYPE jsonb;

--- type-uuid-to-text
ALTER TABLE product ALTER COLUMN code TYPE text;

--- type-enum-to-text
ALTER TABLE product ALTER COLUMN fit TYPE text;

--- type-text-to-enum-using
UPDATE product SET title = 'small';
ALTER TABLE product ALTER COLUMN title TYPE size USING title::size;

--- type-enum-to-other-enum
CREATE TYPE bigger_size AS ENUM ('small', 'medium', 'large', 'huge');
ALTER TABLE product ALTER COLUMN fit TYPE bigger_size USING fit::text::bigger_size;

--- type-enum-without-cast
CREATE TYPE bigger_size AS ENUM ('small', 'medium', 'large', 'huge');
ALTER TABLE product ALTER COLUMN fit TYPE bigger_size;

--- type-array-of-longer
ALTER TABLE product ALTER COLUMN tags TYPE varchar(21)[];

--- type-array-to-text-array
ALTER TABLE product ALTER COLUMN tags TYPE text[];

--- type-array-to-element
ALTER TABLE product ALTER COLUMN words TYPE text USING words[1];

--- type-element-to-array
ALTER TABLE product ALTER COLUMN title TYPE text[] USING ARRAY[title];

--- type-text-to-domain
ALTER TABLE product ALTER COLUMN title TYPE label;

--- type-varchar-to-domain
ALTER TABLE product ALTER COLUMN sku TYPE short_label;

--- type-domain-to-text
ALTER TABLE product ALTER COLUMN caption TYPE text;

--- type-domain-varchar-to-text
ALTER TABLE product ALTER COLUMN short TYPE text;

--- type-integer-to-checked-domain
ALTER TABLE product ALTER COLUMN stock TYPE quantity;

--- type-checked-domain-to-integer
ALTER TABLE product ALTER COLUMN amount TYPE integer;

--- type-checked-domain-to-bigint
ALTER TABLE product ALTER COLUMN amount TYPE bigint;

--- type-citext needs citext
CREATE EXTENSION citext;
ALTER TABLE product ALTER COLUMN title TYPE citext;

--- type-of-missing-column
ALTER TABLE product ALTER COLUMN shelf TYPE bigint;

--- type-to-missing-type
ALTER TABLE product ALTER COLUMN stock TYPE no_such_type;

--- type-to-serial
ALTER TABLE product ALTER COLUMN stock TYPE bigserial;

--- type-twice
ALTER TABLE product ALTER COLUMN stock TYPE bigint, ALTER COLUMN stock TYPE numeric;

--- type-two-columns
ALTER TABLE product ALTER COLUMN sku TYPE text, ALTER COLUMN ean TYPE text;

--- type-two-columns-one-rewrites
ALTER TABLE product ALTER COLUMN sku TYPE text, ALTER COLUMN rank TYPE integer;

--- type-using-same-cast
ALTER TABLE product ALTER COLUMN sku TYPE text USING sku::text;

--- type-using-cast-function
ALTER TABLE product ALTER COLUMN sku TYPE text USING CAST(sku AS text);

--- type-using-function
ALTER TABLE product ALTER COLUMN sku TYPE text USING trim(sku);

--- type-using-other-column
ALTER TABLE product ALTER COLUMN stock TYPE integer USING weight;

--- type-using-constant
ALTER TABLE product ALTER COLUMN stock TYPE integer USING 1;

--- type-using-bare-column
ALTER TABLE product ALTER COLUMN stock TYPE integer USING stock;

--- type-using-subquery
ALTER TABLE product ALTER COLUMN stock TYPE integer USING (SELECT 1);

--- type-collation-same
ALTER TABLE product ALTER COLUMN title TYPE text COLLATE "default";

--- type-collation-other
ALTER TABLE product ALTER COLUMN title TYPE text COLLATE "C";

--- type-collation-other-indexed
CREATE INDEX title_idx ON product (title);
ALTER TABLE product ALTER COLUMN title TYPE text COLLATE "C";

--- type-with-default
ALTER TABLE product ALTER COLUMN discount TYPE bigint;

--- type-with-default-without-cast
ALTER TABLE product ALTER COLUMN discount TYPE boolean USING discount > 3;

--- type-with-default-dropped
ALTER TABLE product ALTER COLUMN discount DROP DEFAULT, ALTER COLUMN discount TYPE boolean USING discount > 3;

--- type-varchar-indexed
CREATE INDEX sku_idx ON product (sku);
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-varchar-to-text-indexed
CREATE INDEX sku_idx ON product (sku);
ALTER TABLE product ALTER COLUMN sku TYPE text;

--- type-varchar-shorter-indexed
CREATE INDEX sku_idx ON product (sku);
ALTER TABLE product ALTER COLUMN sku TYPE varchar(39);

--- type-varchar-expression-index
CREATE INDEX sku_idx ON product (lower(sku));
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-varchar-partial-index
CREATE INDEX sku_idx ON product (id) WHERE sku IS NOT NULL;
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-varchar-included
CREATE INDEX sku_idx ON product (id) INCLUDE (sku);
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-varchar-hash-index
CREATE INDEX sku_idx ON product USING hash (sku);
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-varchar-brin-index
CREATE INDEX sku_idx ON product USING brin (sku);
ALTER TABLE product ALTER COLUMN sku TYPE text;

--- type-varchar-unique-constraint
ALTER TABLE product ADD CONSTRAINT sku_key UNIQUE (sku);
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-varchar-shorter-unique-constraint
ALTER TABLE product ADD CONSTRAINT sku_key UNIQUE (sku);
ALTER TABLE product ALTER COLUMN sku TYPE varchar(39);

--- type-varchar-index-of-other-column
CREATE INDEX ean_idx ON product (ean);
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-integer-index-of-other-column
CREATE INDEX ean_idx ON product (ean);
ALTER TABLE product ALTER COLUMN stock TYPE bigint;

--- type-timestamp-indexed
CREATE INDEX seen_idx ON product (seen);
ALTER TABLE product ALTER COLUMN seen TYPE timestamptz;

--- type-cidr-indexed
CREATE INDEX net_idx ON product (net);
ALTER TABLE product ALTER COLUMN net TYPE inet;

--- type-numeric-indexed
CREATE INDEX price_idx ON product (price);
ALTER TABLE product ALTER COLUMN price TYPE numeric(12,2);

--- type-checked
ALTER TABLE product ADD CONSTRAINT has_sku CHECK (sku <> '');
ALTER TABLE product ALTER COLUMN sku TYPE varchar(80);

--- type-checked-not-valid
ALTER TABLE product ADD CONSTRAINT has_sku CHECK (sku <> '') NOT VALID;
ALTER TABLE product ALTER COLUMN sku TYPE text;

--- type-of-view
ALTER TABLE staff ALTER COLUMN desk TYPE varchar(60);

--- type-not-of-view
ALTER TABLE staff ALTER COLUMN name TYPE varchar(60);

--- type-of-matview
CREATE MATERIALIZED VIEW cities AS SELECT city FROM customer;
ALTER TABLE customer ALTER COLUMN city TYPE varchar(60);

--- type-of-rule
CREATE RULE no_ulm AS ON DELETE TO customer WHERE OLD.city = 'Ulm' DO INSTEAD NOTHING;
ALTER TABLE customer ALTER COLUMN city TYPE varchar(60);

--- type-of-trigger-list
CREATE TRIGGER on_city BEFORE UPDATE OF city ON customer FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE customer ALTER COLUMN city TYPE varchar(60);

--- type-of-trigger-condition
CREATE TRIGGER on_city BEFORE UPDATE ON customer FOR EACH ROW WHEN (OLD.city <> NEW.city) EXECUTE FUNCTION stamp();
ALTER TABLE customer ALTER COLUMN city TYPE varchar(60);

--- type-of-policy
ALTER TABLE secret ALTER COLUMN reader TYPE varchar(60);

--- type-behind-generated
ALTER TABLE total ALTER COLUMN net TYPE bigint;

--- type-of-generated
ALTER TABLE total ALTER COLUMN gross TYPE bigint;

--- type-of-statistics
CREATE STATISTICS pair ON sku, ean FROM product;
ALTER TABLE product ALTER COLUMN sku TYPE text;

--- type-of-function-body
CREATE FUNCTION sku_of(integer) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT sku FROM product WHERE id = $1; END;
ALTER TABLE product ALTER COLUMN sku TYPE text;

--- type-of-row-type-elsewhere
CREATE TABLE basket (content product);
ALTER TABLE product ALTER COLUMN sku TYPE text;

--- type-of-key
ALTER TABLE customer ALTER COLUMN id TYPE bigint;

--- type-of-foreign-key
ALTER TABLE purchase ALTER COLUMN customer_id TYPE bigint;

--- type-of-text-key
ALTER TABLE visit ADD CONSTRAINT visit_email FOREIGN KEY (email) REFERENCES customer (email);
ALTER TABLE customer ALTER COLUMN email TYPE varchar;

--- type-of-text-foreign-key
ALTER TABLE visit ADD CONSTRAINT visit_email FOREIGN KEY (email) REFERENCES customer (email);
ALTER TABLE visit ALTER COLUMN email TYPE varchar;

--- type-of-serial
ALTER TABLE ticket ALTER COLUMN id TYPE bigint;

--- type-of-identity
ALTER TABLE invoice ALTER COLUMN id TYPE bigint;

--- type-of-identity-to-text
ALTER TABLE invoice ALTER COLUMN id TYPE text;

--- type-of-partitioned
ALTER TABLE reading ALTER COLUMN sensor TYPE bigint;

--- type-of-partitioned-without-rewrite
ALTER TABLE reading ALTER COLUMN value TYPE varchar;

--- type-of-partitioned-indexed
CREATE INDEX sensor_idx ON reading (sensor);
ALTER TABLE reading ALTER COLUMN sensor TYPE bigint;

--- type-of-partitioned-only
ALTER TABLE ONLY reading ALTER COLUMN sensor TYPE bigint;

--- type-of-partition
ALTER TABLE reading_low ALTER COLUMN sensor TYPE bigint;

--- type-of-partition-key
ALTER TABLE reading ALTER COLUMN id TYPE bigint;

--- type-of-inheritance-parent
ALTER TABLE vehicle ALTER COLUMN wheels TYPE bigint;

--- type-of-inheritance-child
ALTER TABLE truck ALTER COLUMN wheels TYPE bigint;

--- type-of-inheritance-childs-own
ALTER TABLE truck ALTER COLUMN load TYPE bigint;

--- type-of-typed-table
ALTER TABLE payment ALTER COLUMN currency TYPE varchar;

--- type-of-unlogged
ALTER TABLE cached ALTER COLUMN a TYPE bigint;

--- type-of-empty-table
ALTER TABLE draft ALTER COLUMN id TYPE bigint;

--- type-of-view-column
ALTER TABLE staff_boss ALTER COLUMN boss TYPE bigint;

--- text-to-varchar-too-long
UPDATE product SET title = repeat('x', 30) WHERE id = 1;
ALTER TABLE product ALTER COLUMN title TYPE varchar(20);

--- text-to-varchar-by-cast
UPDATE product SET title = repeat('x', 30) WHERE id = 1;
ALTER TABLE product ALTER COLUMN title TYPE varchar(20) USING title::varchar(20);

--- bigint-to-integer-too-great
UPDATE product SET views = 2147483648 WHERE id = 1;
ALTER TABLE product ALTER COLUMN views TYPE integer;

--- type-serial-to-bigint
ALTER TABLE ticket ALTER COLUMN id TYPE bigint;
