-- First of its file: the pipeline has not begun its transaction yet
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);
