-- atlas:txmode none
-- Newest orders first
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_ordered_at
    ON orders (ordered_at);
