-- Verify shop:orders on pg

BEGIN;

SELECT id, customer_id, ordered_at FROM orders WHERE false;

ROLLBACK;
