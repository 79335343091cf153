-- Revert shop:orders_date from pg

BEGIN;

DROP INDEX IF EXISTS idx_orders_ordered_at;

COMMIT;
