-- VALIDATE, ALTER, RENAME and DROP CONSTRAINT.

--- validate-check
ALTER TABLE stock_entry VALIDATE CONSTRAINT stock_entry_pieces_check;

--- validate-valid-check
ALTER TABLE stock_entry VALIDATE CONSTRAINT stock_entry_id_check;

--- validate-foreign-key
ALTER TABLE stock_entry VALIDATE CONSTRAINT stock_entry_customer_id_fkey;

--- validate-two
ALTER TABLE stock_entry VALIDATE CONSTRAINT stock_entry_pieces_check, VALIDATE CONSTRAINT stock_entry_customer_id_fkey;

--- validate-valid-foreign-key
ALTER TABLE purchase VALIDATE CONSTRAINT purchase_customer_id_fkey;

--- validate-foreign-key-to-itself
ALTER TABLE customer ADD CONSTRAINT referrers FOREIGN KEY (referrer) REFERENCES customer NOT VALID;
ALTER TABLE customer VALIDATE CONSTRAINT referrers;

--- validate-foreign-key-to-partitioned
ALTER TABLE visit ADD CONSTRAINT visit_reading FOREIGN KEY (reading_id) REFERENCES reading NOT VALID;
ALTER TABLE visit VALIDATE CONSTRAINT visit_reading;

--- validate-missing
ALTER TABLE stock_entry VALIDATE CONSTRAINT no_such_constraint;

--- validate-unique
ALTER TABLE customer VALIDATE CONSTRAINT customer_email_key;

--- validate-check-of-inheritance-parent
ALTER TABLE vehicle ADD CONSTRAINT has_wheels CHECK (wheels > 0) NOT VALID;
ALTER TABLE vehicle VALIDATE CONSTRAINT has_wheels;

--- validate-check-of-partitioned
ALTER TABLE reading ADD CONSTRAINT sensor_known CHECK (sensor >= 0) NOT VALID;
ALTER TABLE reading VALIDATE CONSTRAINT sensor_known;

--- validate-not-null since 18
ALTER TABLE product ADD CONSTRAINT has_stock NOT NULL stock NOT VALID;
ALTER TABLE product VALIDATE CONSTRAINT has_stock;

--- validate-and-default
ALTER TABLE stock_entry VALIDATE CONSTRAINT stock_entry_pieces_check, ALTER COLUMN pieces SET DEFAULT 1;

--- alter-foreign-key-deferrable
ALTER TABLE purchase ALTER CONSTRAINT purchase_customer_id_fkey DEFERRABLE INITIALLY DEFERRED;

--- alter-foreign-key-not-enforced
ALTER TABLE purchase ALTER CONSTRAINT purchase_customer_id_fkey NOT ENFORCED;

--- alter-check-deferrable
ALTER TABLE stock_entry ALTER CONSTRAINT stock_entry_id_check DEFERRABLE;

--- alter-missing-constraint
ALTER TABLE purchase ALTER CONSTRAINT no_such_constraint DEFERRABLE;

--- rename-check
ALTER TABLE stock_entry RENAME CONSTRAINT stock_entry_id_check TO id_positive;

--- rename-unique
ALTER TABLE customer RENAME CONSTRAINT customer_email_key TO one_email;

--- rename-primary-key
ALTER TABLE customer RENAME CONSTRAINT customer_pkey TO customer_key;

--- rename-foreign-key
ALTER TABLE purchase RENAME CONSTRAINT purchase_customer_id_fkey TO buyer;

--- rename-constraint-missing
ALTER TABLE purchase RENAME CONSTRAINT no_such_constraint TO buyer;

--- rename-constraint-to-one-there
ALTER TABLE stock_entry RENAME CONSTRAINT stock_entry_id_check TO stock_entry_pieces_check;

--- rename-constraint-of-partition
ALTER TABLE reading_low RENAME CONSTRAINT reading_low_pkey TO low_key;

--- drop-check
ALTER TABLE stock_entry DROP CONSTRAINT stock_entry_id_check;

--- drop-check-if-exists
ALTER TABLE stock_entry DROP CONSTRAINT IF EXISTS stock_entry_id_check;

--- drop-constraint-missing
ALTER TABLE stock_entry DROP CONSTRAINT no_such_constraint;

--- drop-constraint-missing-if-exists
ALTER TABLE stock_entry DROP CONSTRAINT IF EXISTS no_such_constraint;

--- drop-unique
ALTER TABLE article DROP CONSTRAINT article_slug_key;

--- drop-unique-referenced
ALTER TABLE visit ADD FOREIGN KEY (email) REFERENCES customer (email);
ALTER TABLE customer DROP CONSTRAINT customer_email_key;

--- drop-unique-referenced-cascade
ALTER TABLE visit ADD FOREIGN KEY (email) REFERENCES customer (email);
ALTER TABLE customer DROP CONSTRAINT customer_email_key CASCADE;

--- drop-primary-key
ALTER TABLE visit DROP CONSTRAINT visit_pkey;

--- drop-primary-key-referenced
ALTER TABLE customer DROP CONSTRAINT customer_pkey;

--- drop-primary-key-referenced-cascade
ALTER TABLE customer DROP CONSTRAINT customer_pkey CASCADE;

--- drop-primary-key-that-view-groups-by
CREATE VIEW grouped AS SELECT id, email, count(*) FROM visit GROUP BY id;
ALTER TABLE visit DROP CONSTRAINT visit_pkey;

--- drop-foreign-key
ALTER TABLE purchase DROP CONSTRAINT purchase_customer_id_fkey;

--- drop-foreign-key-not-valid
ALTER TABLE stock_entry DROP CONSTRAINT stock_entry_customer_id_fkey;

--- drop-foreign-key-to-partitioned
ALTER TABLE visit ADD CONSTRAINT visit_reading FOREIGN KEY (reading_id) REFERENCES reading;
ALTER TABLE visit DROP CONSTRAINT visit_reading;

--- drop-foreign-key-of-partitioned
ALTER TABLE reading ADD CONSTRAINT reader FOREIGN KEY (id) REFERENCES customer;
ALTER TABLE reading DROP CONSTRAINT reader;

--- drop-constraint-of-partitioned
ALTER TABLE reading DROP CONSTRAINT reading_pkey;

--- drop-constraint-of-partition
ALTER TABLE reading_low DROP CONSTRAINT reading_low_pkey;

--- drop-check-of-inheritance-parent
ALTER TABLE vehicle ADD CONSTRAINT has_wheels CHECK (wheels > 0);
ALTER TABLE vehicle DROP CONSTRAINT has_wheels;

--- drop-check-inherited
ALTER TABLE vehicle ADD CONSTRAINT has_wheels CHECK (wheels > 0);
ALTER TABLE truck DROP CONSTRAINT has_wheels;

--- drop-not-null-constraint since 18
ALTER TABLE product DROP CONSTRAINT product_weight_not_null;

--- drop-exclude
ALTER TABLE article ADD CONSTRAINT once EXCLUDE USING gist (valid WITH &&);
ALTER TABLE article DROP CONSTRAINT once;

--- drop-and-add-of-same-name
ALTER TABLE article DROP CONSTRAINT article_slug_key, ADD CONSTRAINT article_slug_key UNIQUE (slug, number);

--- drop-and-add-check-of-same-name
ALTER TABLE stock_entry DROP CONSTRAINT stock_entry_id_check, ADD CONSTRAINT stock_entry_id_check CHECK (id > -1);
