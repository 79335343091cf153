-- Orders of a customer are listed on the front page
-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);
