-- Deploy shop:orders_customer to pg
-- requires: orders

SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);
