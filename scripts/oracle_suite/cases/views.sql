-- Views and materialized views.

--- view-create
CREATE VIEW titles AS SELECT id, title FROM product;

--- view-create-join
CREATE VIEW buyers AS SELECT c.email, p.note FROM purchase p JOIN customer c ON c.id = p.customer_id;

--- view-create-of-view
CREATE VIEW leads AS SELECT boss FROM staff_boss;

--- view-create-of-partitioned
CREATE VIEW values AS SELECT value FROM reading;

--- view-create-of-nothing
CREATE VIEW one AS SELECT 1 AS n;

--- view-create-there
CREATE VIEW desks AS SELECT 1 AS n;

--- view-create-name-of-table
CREATE VIEW customer AS SELECT 1 AS n;

--- view-create-or-replace
CREATE OR REPLACE VIEW titles AS SELECT id, title FROM product;

--- view-create-or-replace-there
CREATE OR REPLACE VIEW desks AS SELECT desk FROM staff WHERE id > 5;

--- view-create-or-replace-with-more-columns
CREATE OR REPLACE VIEW desks AS SELECT desk, name FROM staff;

--- view-create-or-replace-with-fewer-columns
CREATE OR REPLACE VIEW staff_boss AS SELECT id FROM staff;

--- view-create-or-replace-with-other-type
CREATE OR REPLACE VIEW desks AS SELECT desk::text FROM staff;

--- view-create-or-replace-with-other-name
CREATE OR REPLACE VIEW desks AS SELECT desk AS table_number FROM staff;

--- view-create-or-replace-of-table
CREATE OR REPLACE VIEW customer AS SELECT 1 AS id;

--- view-create-missing-table
CREATE VIEW titles AS SELECT id FROM nowhere;

--- view-create-missing-column
CREATE VIEW titles AS SELECT shelf FROM product;

--- view-create-same-column-twice
CREATE VIEW titles AS SELECT id, id FROM product;

--- view-create-temporary
CREATE TEMPORARY VIEW titles AS SELECT id FROM product;

--- view-create-recursive
CREATE RECURSIVE VIEW counting (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM counting WHERE n < 9;

--- view-create-security-invoker
CREATE VIEW titles WITH (security_invoker = true) AS SELECT id FROM product;

--- view-drop
DROP VIEW desks;

--- view-drop-if-exists
DROP VIEW IF EXISTS desks;

--- view-drop-missing
DROP VIEW no_such_view;

--- view-drop-missing-if-exists
DROP VIEW IF EXISTS no_such_view;

--- view-drop-behind-view
DROP VIEW staff_boss;

--- view-drop-behind-view-cascade
DROP VIEW staff_boss CASCADE;

--- view-drop-both
DROP VIEW staff_boss, bosses;

--- view-drop-that-is-a-table
DROP VIEW customer;

--- view-drop-that-is-a-matview
DROP VIEW staff_copy;

--- view-rename
ALTER VIEW desks RENAME TO tables;

--- view-rename-column
ALTER VIEW desks RENAME COLUMN desk TO seat;

--- view-set-schema
ALTER VIEW desks SET SCHEMA archive;

--- view-set-option
ALTER VIEW desks SET (security_barrier);

--- view-owner
ALTER VIEW desks OWNER TO clerk;

--- view-missing-if-exists
ALTER VIEW IF EXISTS no_such_view RENAME TO tables;

--- matview-create
CREATE MATERIALIZED VIEW titles AS SELECT id, title FROM product;

--- matview-create-if-not-exists-there
CREATE MATERIALIZED VIEW IF NOT EXISTS staff_copy AS SELECT 1 AS n;

--- matview-create-without-data
CREATE MATERIALIZED VIEW titles AS SELECT id, title FROM product WITH NO DATA;

--- matview-create-of-view
CREATE MATERIALIZED VIEW leads AS SELECT boss FROM staff_boss;

--- matview-create-there
CREATE MATERIALIZED VIEW staff_copy AS SELECT 1 AS n;

--- matview-refresh
REFRESH MATERIALIZED VIEW staff_copy;

--- matview-refresh-without-index
REFRESH MATERIALIZED VIEW staff_list;

--- matview-refresh-with-no-data
REFRESH MATERIALIZED VIEW staff_copy WITH NO DATA;

--- matview-refresh-concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY staff_copy;

--- matview-refresh-concurrently-without-unique-index
REFRESH MATERIALIZED VIEW CONCURRENTLY staff_list;

--- matview-refresh-of-view
REFRESH MATERIALIZED VIEW desks;

--- matview-refresh-missing
REFRESH MATERIALIZED VIEW no_such_view;

--- matview-drop
DROP MATERIALIZED VIEW staff_copy;

--- matview-drop-missing-if-exists
DROP MATERIALIZED VIEW IF EXISTS no_such_view;

--- matview-rename
ALTER MATERIALIZED VIEW staff_copy RENAME TO staff_saved;

--- matview-rename-column
ALTER MATERIALIZED VIEW staff_copy RENAME COLUMN boss TO lead;

--- matview-set-schema
ALTER MATERIALIZED VIEW staff_copy SET SCHEMA archive;

--- matview-set-option
ALTER MATERIALIZED VIEW staff_copy SET (fillfactor = 90);

--- matview-owner
ALTER MATERIALIZED VIEW staff_copy OWNER TO clerk;
