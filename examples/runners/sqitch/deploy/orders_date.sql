-- Deploy shop:orders_date to pg
-- requires: orders

BEGIN;

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_ordered_at
    ON orders (ordered_at);

COMMIT;
