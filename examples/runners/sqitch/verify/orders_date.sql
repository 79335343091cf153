-- Verify shop:orders_date on pg

BEGIN;

SELECT 1 / count(*) FROM pg_indexes WHERE indexname = 'idx_orders_ordered_at';

ROLLBACK;
