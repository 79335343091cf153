-- +migrate Up notransaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);

-- +migrate Down notransaction
DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;
