-- ALTER TABLE ... DROP COLUMN: what goes along, and what is in the way.

--- drop-column
ALTER TABLE product DROP COLUMN stock;

--- drop-column-if-exists
ALTER TABLE product DROP COLUMN IF EXISTS stock;

--- drop-column-missing
ALTER TABLE product DROP COLUMN shelf;

--- drop-column-missing-if-exists
ALTER TABLE product DROP COLUMN IF EXISTS shelf;

--- drop-column-two
ALTER TABLE product DROP COLUMN stock, DROP COLUMN rank;

--- drop-column-same-twice
ALTER TABLE product DROP COLUMN stock, DROP COLUMN stock;

--- drop-column-indexed
ALTER TABLE article DROP COLUMN number;

--- drop-column-indexed-expression
ALTER TABLE article DROP COLUMN slug;

--- drop-column-in-index-of-two
CREATE INDEX pair_idx ON product (stock, weight);
ALTER TABLE product DROP COLUMN weight;

--- drop-column-included
CREATE INDEX pair_idx ON product (stock) INCLUDE (title);
ALTER TABLE product DROP COLUMN title;

--- drop-column-of-unique
ALTER TABLE customer DROP COLUMN email;

--- drop-column-of-unique-of-two
ALTER TABLE visit ADD CONSTRAINT visit_pair UNIQUE (customer_id, email);
ALTER TABLE visit DROP COLUMN email;

--- drop-column-primary-key
ALTER TABLE visit DROP COLUMN id;

--- drop-column-referenced
ALTER TABLE customer DROP COLUMN id;

--- drop-column-referenced-cascade
ALTER TABLE customer DROP COLUMN id CASCADE;

--- drop-column-foreign-key
ALTER TABLE purchase DROP COLUMN customer_id;

--- drop-column-in-check
ALTER TABLE stock_entry DROP COLUMN pieces;

--- drop-column-in-check-of-two
ALTER TABLE visit ADD CONSTRAINT pair CHECK (customer_id > 0 OR reading_id > 0);
ALTER TABLE visit DROP COLUMN reading_id;

--- drop-column-of-view
ALTER TABLE staff DROP COLUMN boss;

--- drop-column-of-view-cascade
ALTER TABLE staff DROP COLUMN boss CASCADE;

--- drop-column-not-of-view
ALTER TABLE staff DROP COLUMN name;

--- drop-column-of-trigger-list
CREATE TRIGGER on_city BEFORE UPDATE OF city ON customer FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE customer DROP COLUMN city;

--- drop-column-of-policy
ALTER TABLE secret DROP COLUMN reader;

--- drop-column-of-policy-cascade
ALTER TABLE secret DROP COLUMN reader CASCADE;

--- drop-column-behind-generated
ALTER TABLE total DROP COLUMN net;

--- drop-column-behind-generated-cascade
ALTER TABLE total DROP COLUMN net CASCADE;

--- drop-column-generated
ALTER TABLE total DROP COLUMN gross;

--- drop-column-serial
ALTER TABLE ticket DROP COLUMN id;

--- drop-column-identity
ALTER TABLE invoice DROP COLUMN id;

--- drop-column-in-statistics
CREATE STATISTICS pair ON stock, weight FROM product;
ALTER TABLE product DROP COLUMN weight;

--- drop-column-published since 15
CREATE PUBLICATION feed FOR TABLE product (id, title);
ALTER TABLE product DROP COLUMN title;

--- drop-column-of-partitioned
ALTER TABLE reading DROP COLUMN sensor;

--- drop-column-of-partitioned-only
ALTER TABLE ONLY reading DROP COLUMN sensor;

--- drop-column-of-partition
ALTER TABLE reading_low DROP COLUMN sensor;

--- drop-column-partition-key
ALTER TABLE reading DROP COLUMN id;

--- drop-column-inherited
ALTER TABLE truck DROP COLUMN wheels;

--- drop-column-of-inheritance-parent
ALTER TABLE vehicle DROP COLUMN wheels;

--- drop-column-of-inheritance-parent-only
ALTER TABLE ONLY vehicle DROP COLUMN wheels;

--- drop-column-of-view-itself
ALTER TABLE staff_boss DROP COLUMN boss;

--- drop-column-of-typed-table
ALTER TABLE payment DROP COLUMN currency;

--- drop-column-system
ALTER TABLE product DROP COLUMN ctid;

--- drop-column-and-add-again
ALTER TABLE product DROP COLUMN stock, ADD COLUMN stock bigint;

--- drop-column-of-function-body
CREATE FUNCTION stock_of(integer) RETURNS integer LANGUAGE sql
  BEGIN ATOMIC SELECT stock FROM product WHERE id = $1; END;
ALTER TABLE product DROP COLUMN stock;
