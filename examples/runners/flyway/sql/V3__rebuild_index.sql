-- Half of it is bloat since the import
REINDEX INDEX CONCURRENTLY idx_orders_customer;
