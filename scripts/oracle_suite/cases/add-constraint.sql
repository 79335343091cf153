-- ALTER TABLE ... ADD CONSTRAINT: what is checked at once, and who has to wait.

--- check-add
ALTER TABLE product ADD CONSTRAINT stock_positive CHECK (stock > 0);

--- check-add-unnamed
ALTER TABLE product ADD CHECK (stock > 0);

--- check-add-not-valid
ALTER TABLE product ADD CONSTRAINT stock_positive CHECK (stock > 0) NOT VALID;

--- check-add-not-enforced
ALTER TABLE product ADD CONSTRAINT stock_positive CHECK (stock > 0) NOT ENFORCED;

--- check-add-broken
ALTER TABLE product ADD CONSTRAINT stock_small CHECK (stock < 0);

--- check-add-there
ALTER TABLE stock_entry ADD CONSTRAINT stock_entry_id_check CHECK (id > 1);

--- check-add-same-name-elsewhere
ALTER TABLE product ADD CONSTRAINT stock_entry_id_check CHECK (id > 0);

--- check-add-missing-column
ALTER TABLE product ADD CONSTRAINT shelf_positive CHECK (shelf > 0);

--- check-add-no-boolean
ALTER TABLE product ADD CONSTRAINT stock_positive CHECK (stock);

--- check-add-subquery
ALTER TABLE product ADD CONSTRAINT known CHECK (stock IN (SELECT id FROM customer));

--- check-add-no-inherit
ALTER TABLE vehicle ADD CONSTRAINT has_wheels CHECK (wheels > 0) NO INHERIT;

--- check-add-to-inheritance-parent
ALTER TABLE vehicle ADD CONSTRAINT has_wheels CHECK (wheels > 0);

--- check-add-to-inheritance-parent-only
ALTER TABLE ONLY vehicle ADD CONSTRAINT has_wheels CHECK (wheels > 0);

--- check-add-to-partitioned
ALTER TABLE reading ADD CONSTRAINT sensor_known CHECK (sensor >= 0);

--- check-add-to-partitioned-not-valid
ALTER TABLE reading ADD CONSTRAINT sensor_known CHECK (sensor >= 0) NOT VALID;

--- check-add-to-partitioned-only
ALTER TABLE ONLY reading ADD CONSTRAINT sensor_known CHECK (sensor >= 0);

--- check-add-to-partition
ALTER TABLE reading_low ADD CONSTRAINT sensor_known CHECK (sensor >= 0);

--- check-add-to-view
ALTER TABLE staff_boss ADD CONSTRAINT c CHECK (boss > 0);

--- check-add-to-empty-table
ALTER TABLE draft ADD CONSTRAINT c CHECK (id > 0);

--- check-add-two
ALTER TABLE product ADD CHECK (stock > 0), ADD CHECK (rank > 0) NOT VALID;

--- check-add-and-validate
ALTER TABLE product ADD CONSTRAINT positive CHECK (stock > 0) NOT VALID, VALIDATE CONSTRAINT positive;

--- not-null-add
ALTER TABLE product ADD CONSTRAINT has_stock NOT NULL stock;

--- not-null-add-not-valid
ALTER TABLE product ADD CONSTRAINT has_stock NOT NULL stock NOT VALID;

--- not-null-add-again
ALTER TABLE product ADD CONSTRAINT has_weight NOT NULL weight;

--- not-null-add-to-partitioned
ALTER TABLE reading ADD CONSTRAINT has_sensor NOT NULL sensor;

--- unique-add
ALTER TABLE product ADD CONSTRAINT one_stock UNIQUE (stock);

--- unique-add-unnamed
ALTER TABLE product ADD UNIQUE (stock, rank);

--- unique-add-include
ALTER TABLE product ADD CONSTRAINT one_stock UNIQUE (stock) INCLUDE (title);

--- unique-add-deferrable
ALTER TABLE product ADD CONSTRAINT one_stock UNIQUE (stock) DEFERRABLE;

--- unique-add-nulls-not-distinct
ALTER TABLE product ADD CONSTRAINT one_stock UNIQUE NULLS NOT DISTINCT (stock);

--- unique-add-broken
ALTER TABLE product ADD CONSTRAINT one_caption UNIQUE (active);

--- unique-add-missing-column
ALTER TABLE product ADD CONSTRAINT one_shelf UNIQUE (shelf);

--- unique-add-name-of-table
ALTER TABLE product ADD CONSTRAINT customer UNIQUE (stock);

--- unique-add-name-of-index-elsewhere
ALTER TABLE product ADD CONSTRAINT article_number_idx UNIQUE (stock);

--- unique-add-json
ALTER TABLE product ADD CONSTRAINT one_raw UNIQUE (raw);

--- unique-add-not-valid
ALTER TABLE product ADD CONSTRAINT one_stock UNIQUE (stock) NOT VALID;

--- unique-add-to-empty-table
ALTER TABLE draft ADD UNIQUE (id);

--- unique-add-using-index
ALTER TABLE article ADD CONSTRAINT one_number UNIQUE USING INDEX article_number_unique;

--- unique-add-using-index-of-same-name
ALTER TABLE article ADD CONSTRAINT article_number_unique UNIQUE USING INDEX article_number_unique;

--- unique-add-using-plain-index
ALTER TABLE article ADD CONSTRAINT one_number UNIQUE USING INDEX article_number_idx;

--- unique-add-using-partial-index
CREATE UNIQUE INDEX part ON article (number) WHERE number > 5;
ALTER TABLE article ADD CONSTRAINT one_number UNIQUE USING INDEX part;

--- unique-add-using-expression-index
CREATE UNIQUE INDEX part ON article (abs(number));
ALTER TABLE article ADD CONSTRAINT one_number UNIQUE USING INDEX part;

--- unique-add-using-index-of-other-table
ALTER TABLE product ADD CONSTRAINT one_number UNIQUE USING INDEX article_number_unique;

--- unique-add-using-missing-index
ALTER TABLE article ADD CONSTRAINT one_number UNIQUE USING INDEX no_such_index;

--- unique-add-using-index-in-use
ALTER TABLE article ADD CONSTRAINT one_slug UNIQUE USING INDEX article_slug_key;

--- unique-add-to-partitioned
ALTER TABLE reading ADD CONSTRAINT one_sensor UNIQUE (id, sensor);

--- unique-add-to-partitioned-without-key
ALTER TABLE reading ADD CONSTRAINT one_sensor UNIQUE (sensor);

--- unique-add-to-partitioned-using-index
CREATE UNIQUE INDEX wide ON reading (id, sensor);
ALTER TABLE reading ADD CONSTRAINT one_sensor UNIQUE USING INDEX wide;

--- unique-add-to-partition
ALTER TABLE reading_low ADD CONSTRAINT one_sensor UNIQUE (id, value);

--- key-add
ALTER TABLE reading_next ADD PRIMARY KEY (id);

--- key-add-named
ALTER TABLE reading_next ADD CONSTRAINT reading_next_key PRIMARY KEY (id);

--- key-add-nullable
ALTER TABLE reading_next ALTER COLUMN id DROP NOT NULL;
ALTER TABLE reading_next ADD PRIMARY KEY (id);

--- key-add-of-two
ALTER TABLE reading_next ADD PRIMARY KEY (id, sensor);

--- key-add-second
ALTER TABLE product ADD PRIMARY KEY (stock);

--- key-add-using-index
CREATE UNIQUE INDEX wanted ON reading_next (id);
ALTER TABLE reading_next ADD PRIMARY KEY USING INDEX wanted;

--- key-add-using-index-nullable
CREATE UNIQUE INDEX wanted ON product (stock);
ALTER TABLE product DROP CONSTRAINT product_pkey;
ALTER TABLE product ADD CONSTRAINT product_pkey PRIMARY KEY USING INDEX wanted;

--- key-add-using-index-proven
CREATE UNIQUE INDEX wanted ON product (stock);
ALTER TABLE product DROP CONSTRAINT product_pkey, ADD CHECK (stock IS NOT NULL);
ALTER TABLE product ADD CONSTRAINT product_pkey PRIMARY KEY USING INDEX wanted;

--- key-add-proven
ALTER TABLE product DROP CONSTRAINT product_pkey, ADD CHECK (stock IS NOT NULL);
ALTER TABLE product ADD PRIMARY KEY (stock);

--- key-swapped
CREATE UNIQUE INDEX wanted ON visit (id);
ALTER TABLE visit DROP CONSTRAINT visit_pkey, ADD CONSTRAINT visit_pkey PRIMARY KEY USING INDEX wanted;

--- key-add-to-partitioned
ALTER TABLE bucket ADD PRIMARY KEY (id);

--- key-add-to-partitioned-nullable
ALTER TABLE bucket ADD PRIMARY KEY (id, body);

--- key-add-to-inheritance-parent
ALTER TABLE vehicle ADD PRIMARY KEY (id);

--- key-add-to-unlogged
CREATE UNLOGGED TABLE fast AS SELECT * FROM customer;
ALTER TABLE fast ADD PRIMARY KEY (id);

--- foreign-key-add
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES customer (id);

--- foreign-key-add-unnamed
ALTER TABLE visit ADD FOREIGN KEY (customer_id) REFERENCES customer;

--- foreign-key-add-not-valid
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES customer NOT VALID;

--- foreign-key-add-not-enforced
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES customer NOT ENFORCED;

--- foreign-key-add-broken
ALTER TABLE reading_next ADD CONSTRAINT reader FOREIGN KEY (id) REFERENCES customer;

--- foreign-key-add-cascade
ALTER TABLE visit
  ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES customer ON DELETE CASCADE ON UPDATE CASCADE;

--- foreign-key-add-set-null-columns
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES customer ON DELETE SET NULL (customer_id);

--- foreign-key-add-full
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES customer MATCH FULL;

--- foreign-key-add-deferred
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES customer DEFERRABLE INITIALLY DEFERRED;

--- foreign-key-add-text
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (email) REFERENCES customer (email);

--- foreign-key-add-of-wrong-type
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (email) REFERENCES customer (id);

--- foreign-key-add-of-wider-type
ALTER TABLE product ADD CONSTRAINT viewer FOREIGN KEY (views) REFERENCES customer (id);

--- foreign-key-add-to-itself
ALTER TABLE customer ADD CONSTRAINT referrers FOREIGN KEY (referrer) REFERENCES customer (id);

--- foreign-key-add-to-itself-not-valid
ALTER TABLE customer ADD CONSTRAINT referrers FOREIGN KEY (referrer) REFERENCES customer NOT VALID;

--- foreign-key-add-to-missing-table
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES nowhere (id);

--- foreign-key-add-of-missing-column
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (buyer_id) REFERENCES customer (id);

--- foreign-key-add-to-no-key
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES draft (id);

--- foreign-key-add-to-table-without-key
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES draft;

--- foreign-key-add-to-view
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id) REFERENCES staff_boss (id);

--- foreign-key-add-column-counts
ALTER TABLE visit ADD CONSTRAINT visitor FOREIGN KEY (customer_id, email) REFERENCES customer (id);

--- foreign-key-add-there
ALTER TABLE purchase ADD CONSTRAINT purchase_customer_id_fkey FOREIGN KEY (product_id) REFERENCES customer (id);

--- foreign-key-add-to-partitioned
ALTER TABLE visit ADD CONSTRAINT visit_reading FOREIGN KEY (reading_id) REFERENCES reading (id);

--- foreign-key-add-of-partitioned
ALTER TABLE reading ADD CONSTRAINT reader FOREIGN KEY (id) REFERENCES customer (id);

--- foreign-key-add-of-partitioned-not-valid
ALTER TABLE reading ADD CONSTRAINT reader FOREIGN KEY (id) REFERENCES customer (id) NOT VALID;

--- foreign-key-add-of-partition
ALTER TABLE reading_low ADD CONSTRAINT reader FOREIGN KEY (id) REFERENCES customer (id);

--- foreign-key-add-two
ALTER TABLE purchase ADD FOREIGN KEY (product_id) REFERENCES product, ADD FOREIGN KEY (id) REFERENCES visit;

--- foreign-key-add-of-empty-table
ALTER TABLE draft ADD FOREIGN KEY (id) REFERENCES customer;

--- foreign-key-add-from-permanent-to-unlogged
ALTER TABLE visit ADD FOREIGN KEY (customer_id) REFERENCES cached;

--- foreign-key-add-with-column
ALTER TABLE visit ADD COLUMN buyer integer, ADD CONSTRAINT buyers FOREIGN KEY (buyer) REFERENCES customer;

--- exclude-add
ALTER TABLE article ADD CONSTRAINT once EXCLUDE USING gist (valid WITH &&);

--- exclude-add-btree
ALTER TABLE article ADD CONSTRAINT once EXCLUDE (number WITH =);

--- exclude-add-not-valid
ALTER TABLE article ADD CONSTRAINT once EXCLUDE USING gist (valid WITH &&) NOT VALID;

--- exclude-add-to-partitioned
ALTER TABLE reading ADD CONSTRAINT once EXCLUDE USING btree (id WITH =);

--- check-add-of-now
ALTER TABLE product ADD CONSTRAINT sold_lately CHECK (sold > now() - interval '900 years');

--- check-add-null-comparison
ALTER TABLE product ADD CONSTRAINT has_title CHECK (title <> NULL);
