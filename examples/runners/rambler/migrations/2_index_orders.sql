-- rambler up
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);

-- rambler down
DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;
