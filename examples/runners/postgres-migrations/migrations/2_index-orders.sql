-- postgres-migrations disable-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);

-- Rollback
-- DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;
