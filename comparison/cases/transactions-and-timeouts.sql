--- transaction-never-committed
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'region')
--! transaction: nothing is applied
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
--- transaction-rolled-back-with-the-change
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'region')
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
--! transaction: nothing is applied
ROLLBACK;
--- transaction-ended-under-the-runner transaction
ALTER TABLE orders ADD COLUMN region text;
--! transaction: the runner's transaction ends here
COMMIT;
ALTER TABLE orders ADD COLUMN channel text;
--- transaction-in-transaction transaction
--! transaction
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
--! transaction
COMMIT;
--- create-database-in-transaction transaction
--! fails
CREATE DATABASE reports;
--- alter-system-in-transaction transaction
--! fails
ALTER SYSTEM SET work_mem = '64MB';
--- reindex-schema-in-transaction transaction
--! fails
REINDEX SCHEMA public;
--- cluster-all-in-transaction transaction
--! fails
CLUSTER;
--- discard-all-in-transaction transaction
--! fails
DISCARD ALL;
--- procedure-that-commits-in-transaction transaction
--@ earlier
CREATE PROCEDURE tidy() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
--@ migration
--! fails
CALL tidy();
--- savepoint-outside-transaction
--! fails
SAVEPOINT before_it;
--- statement-after-failure transaction
--@ earlier
CREATE SCHEMA shop;
CREATE TABLE shop.carts (id bigint PRIMARY KEY, owner text);
--@ migration
--! fails
ALTER TABLE shop.baskets ADD COLUMN region text;
ALTER TABLE orders ADD COLUMN region text;
--- timeout-local-outside-transaction
--! timeout: it holds for no statement
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN region text;
--- timeout-of-zero
--! timeout: 0 means for ever
SET lock_timeout = 0;
ALTER TABLE orders ADD COLUMN region text;
--- timeout-of-hours
--! timeout
SET lock_timeout = '2h';
ALTER TABLE orders ADD COLUMN region text;
--- timeout-after-the-lock
ALTER TABLE orders ADD COLUMN region text;
--! timeout: too late
SET lock_timeout = '2s';
--- timeout-reset-before-the-lock
SET lock_timeout = '2s';
--! timeout
RESET lock_timeout;
ALTER TABLE orders ADD COLUMN region text;
--- timeout-set-local-lost-at-commit
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE accounts ADD COLUMN region text;
COMMIT;
--! timeout: this one waits for ever
ALTER TABLE orders ADD COLUMN region text;
--- timeout-missing
--! timeout
ALTER TABLE orders ADD COLUMN region text;
--- half-applied-without-transaction
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
--! again: if it fails, the file can neither go on nor start again
ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
--- timeout-set-ok
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN region text;
--- timeout-set-local-in-block-ok
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
--- timeout-set-config-ok transaction
SELECT set_config('lock_timeout', '2s', true);
ALTER TABLE orders ADD COLUMN region text;
--- timeout-set-local-in-runner-transaction-ok transaction
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN region text;
--- timeout-off-for-concurrent-build-ok
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
--- transaction-own-block-ok
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE orders ADD COLUMN channel text;
COMMIT;
--- transaction-start-transaction-ok
START TRANSACTION;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
--- transaction-savepoint-ok transaction
SAVEPOINT before_it;
ALTER TABLE orders ADD COLUMN region text;
RELEASE SAVEPOINT before_it;
--- transaction-block-in-do-ok transaction
DO $$
BEGIN
  ALTER TABLE orders ADD COLUMN region text;
EXCEPTION WHEN duplicate_column THEN
  RAISE NOTICE 'it is there';
END $$;
--- transaction-advisory-lock-ok transaction
SELECT pg_advisory_xact_lock(4711);
ALTER TABLE orders ADD COLUMN region text;
--- block-that-commits-in-transaction transaction
--! fails
DO $$
BEGIN
  UPDATE accounts SET plan = 'paid' WHERE id = 3;
  COMMIT;
END $$;
