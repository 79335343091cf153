\set ON_ERROR_STOP on
-- psql sends each statement by itself: this is a transaction of its own
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);

-- Rollback
-- DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;
