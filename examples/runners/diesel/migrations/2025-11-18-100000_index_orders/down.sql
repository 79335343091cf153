DROP INDEX IF EXISTS idx_orders_customer, idx_orders_ordered_at;
