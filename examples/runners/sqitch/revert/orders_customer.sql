-- Revert shop:orders_customer from pg

DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;
