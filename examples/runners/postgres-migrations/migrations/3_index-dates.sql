CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_date
    ON orders (ordered_at);

-- Rollback
-- DROP INDEX CONCURRENTLY IF EXISTS idx_orders_date;
