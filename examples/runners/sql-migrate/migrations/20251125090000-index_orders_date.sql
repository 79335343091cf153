-- +migrate Up
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_ordered_at
    ON orders (ordered_at);

-- +migrate Down
DROP INDEX IF EXISTS idx_orders_ordered_at;
