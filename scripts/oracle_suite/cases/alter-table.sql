-- ALTER TABLE: names, places, options, and what belongs to the table as a whole.

--- rename-table
ALTER TABLE product RENAME TO goods;

--- rename-table-if-exists
ALTER TABLE IF EXISTS product RENAME TO goods;

--- rename-table-missing
ALTER TABLE nowhere RENAME TO goods;

--- rename-table-missing-if-exists
ALTER TABLE IF EXISTS nowhere RENAME TO goods;

--- rename-table-to-one-there
ALTER TABLE product RENAME TO customer;

--- rename-table-to-index-there
ALTER TABLE product RENAME TO article_number_idx;

--- rename-table-partitioned
ALTER TABLE reading RENAME TO measurement;

--- rename-partition
ALTER TABLE reading_low RENAME TO lower_reading;

--- rename-view-by-table
ALTER TABLE staff_boss RENAME TO staff_lead;

--- rename-column
ALTER TABLE product RENAME COLUMN stock TO pieces;

--- rename-column-without-the-word
ALTER TABLE product RENAME stock TO pieces;

--- rename-column-missing
ALTER TABLE product RENAME COLUMN shelf TO pieces;

--- rename-column-to-one-there
ALTER TABLE product RENAME COLUMN stock TO rank;

--- rename-column-of-view
ALTER TABLE staff_boss RENAME COLUMN boss TO lead;

--- rename-column-behind-view
ALTER TABLE staff RENAME COLUMN boss TO lead;

--- rename-column-partitioned
ALTER TABLE reading RENAME COLUMN value TO amount;

--- rename-column-of-partition
ALTER TABLE reading_low RENAME COLUMN value TO amount;

--- rename-column-of-inheritance-parent
ALTER TABLE vehicle RENAME COLUMN wheels TO tires;

--- rename-column-of-inheritance-parent-only
ALTER TABLE ONLY vehicle RENAME COLUMN wheels TO tires;

--- rename-column-of-typed-table
ALTER TABLE payment RENAME COLUMN amount TO sum;

--- schema-set
ALTER TABLE product SET SCHEMA archive;

--- schema-set-with-serial
ALTER TABLE ticket SET SCHEMA archive;

--- schema-set-referenced
ALTER TABLE customer SET SCHEMA archive;

--- schema-set-to-missing
ALTER TABLE product SET SCHEMA no_such_schema;

--- schema-set-to-own
ALTER TABLE product SET SCHEMA shop;

--- schema-set-where-name-is-taken
CREATE TABLE archive.product (id integer);
ALTER TABLE product SET SCHEMA archive;

--- owner-set
ALTER TABLE product OWNER TO clerk;

--- owner-set-of-indexed-with-sequence
ALTER TABLE ticket OWNER TO clerk;

--- owner-set-of-partitioned
ALTER TABLE reading OWNER TO clerk;

--- owner-set-to-current
ALTER TABLE product OWNER TO CURRENT_USER;

--- tablespace-set-to-same
ALTER TABLE product SET TABLESPACE pg_default;

--- tablespace-set
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE elsewhere LOCATION '';
ALTER TABLE customer SET TABLESPACE elsewhere;

--- options-fillfactor
ALTER TABLE product SET (fillfactor = 80);

--- options-fillfactor-reset
ALTER TABLE product RESET (fillfactor);

--- options-autovacuum
ALTER TABLE product SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_enabled = false);

--- options-toast
ALTER TABLE product SET (toast.autovacuum_enabled = false);

--- options-parallel-workers
ALTER TABLE product SET (parallel_workers = 2);

--- options-user-catalog
ALTER TABLE product SET (user_catalog_table = true);

--- options-unknown
ALTER TABLE product SET (no_such_option = 1);

--- options-of-partitioned
ALTER TABLE reading SET (fillfactor = 80);

--- options-of-view
ALTER TABLE staff_boss SET (security_barrier = true);

--- unlogged-set
ALTER TABLE product SET UNLOGGED;

--- unlogged-set-again
ALTER TABLE cached SET UNLOGGED;

--- unlogged-set-referenced
ALTER TABLE customer SET UNLOGGED;

--- unlogged-set-with-serial
ALTER TABLE ticket SET UNLOGGED;

--- unlogged-set-with-many-indexes
ALTER TABLE article SET UNLOGGED;

--- unlogged-set-partitioned
ALTER TABLE reading SET UNLOGGED;

--- logged-set
ALTER TABLE cached SET LOGGED;

--- logged-set-again
ALTER TABLE product SET LOGGED;

--- access-method-same since 15
ALTER TABLE product SET ACCESS METHOD heap;

--- access-method-other since 15
CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
ALTER TABLE article SET ACCESS METHOD pile;

--- cluster-on
ALTER TABLE article CLUSTER ON article_number_idx;

--- cluster-without
ALTER TABLE article SET WITHOUT CLUSTER;

--- cluster-on-missing
ALTER TABLE article CLUSTER ON no_such_index;

--- cluster-on-partial
ALTER TABLE article CLUSTER ON article_some_idx;

--- replica-identity-full
ALTER TABLE product REPLICA IDENTITY FULL;

--- replica-identity-default
ALTER TABLE product REPLICA IDENTITY DEFAULT;

--- replica-identity-index
ALTER TABLE article REPLICA IDENTITY USING INDEX article_slug_key;

--- replica-identity-index-not-unique
ALTER TABLE article REPLICA IDENTITY USING INDEX article_number_idx;

--- trigger-disable
ALTER TABLE audited DISABLE TRIGGER audited_stamp;

--- trigger-disable-user
ALTER TABLE audited DISABLE TRIGGER USER;

--- trigger-disable-all
ALTER TABLE purchase DISABLE TRIGGER ALL;

--- trigger-enable
ALTER TABLE audited ENABLE TRIGGER audited_stamp;

--- trigger-enable-always
ALTER TABLE audited ENABLE ALWAYS TRIGGER audited_stamp;

--- trigger-disable-missing
ALTER TABLE audited DISABLE TRIGGER no_such_trigger;

--- rule-disable
CREATE RULE keep AS ON DELETE TO product DO INSTEAD NOTHING;
ALTER TABLE product DISABLE RULE keep;

--- row-security-enable
ALTER TABLE product ENABLE ROW LEVEL SECURITY;

--- row-security-disable
ALTER TABLE secret DISABLE ROW LEVEL SECURITY;

--- row-security-force
ALTER TABLE secret FORCE ROW LEVEL SECURITY;

--- row-security-no-force
ALTER TABLE secret NO FORCE ROW LEVEL SECURITY;

--- inherit
ALTER TABLE bicycle INHERIT vehicle;

--- inherit-again
ALTER TABLE truck INHERIT vehicle;

--- inherit-missing-column
ALTER TABLE draft INHERIT vehicle;

--- inherit-from-child
ALTER TABLE vehicle INHERIT truck;

--- inherit-no-more
ALTER TABLE truck NO INHERIT vehicle;

--- inherit-no-more-of-none
ALTER TABLE bicycle NO INHERIT vehicle;

--- type-of-table
ALTER TABLE payment_like OF money_amount;

--- type-of-table-no-more
ALTER TABLE payment NOT OF;

--- type-of-table-other-columns
ALTER TABLE draft OF money_amount;

--- several-defaults
ALTER TABLE product ALTER COLUMN stock SET DEFAULT 1, ALTER COLUMN rank SET DEFAULT 2, ALTER COLUMN views DROP DEFAULT;

--- several-weak
ALTER TABLE product ALTER COLUMN stock SET STATISTICS 50, SET (autovacuum_enabled = false);

--- several-weak-and-strong
ALTER TABLE product ALTER COLUMN stock SET STATISTICS 50, ALTER COLUMN stock SET DEFAULT 1;

--- several-column-and-its-unique
ALTER TABLE product ADD COLUMN shelf integer, ADD CONSTRAINT one_shelf UNIQUE (shelf);

--- several-column-and-its-check
ALTER TABLE product ADD COLUMN shelf integer DEFAULT 1, ADD CONSTRAINT shelf_positive CHECK (shelf > 0);

--- several-column-and-its-not-null
ALTER TABLE product ADD COLUMN shelf integer DEFAULT 1, ALTER COLUMN shelf SET NOT NULL;

--- several-column-twice
ALTER TABLE product ADD COLUMN shelf integer, ADD COLUMN shelf text;

--- several-type-and-not-null
ALTER TABLE product ALTER COLUMN stock TYPE bigint, ALTER COLUMN stock SET NOT NULL;

--- several-drop-and-type
ALTER TABLE product DROP COLUMN rank, ALTER COLUMN sku TYPE text;

--- several-default-and-type
ALTER TABLE product ALTER COLUMN discount TYPE bigint, ALTER COLUMN discount SET DEFAULT 9;

--- several-triggers-and-column
ALTER TABLE audited DISABLE TRIGGER ALL, ADD COLUMN b integer;
