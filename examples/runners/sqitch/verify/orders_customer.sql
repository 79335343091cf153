-- Verify shop:orders_customer on pg

BEGIN;

SELECT 1 / count(*) FROM pg_indexes WHERE indexname = 'idx_orders_customer';

ROLLBACK;
