-- Migration: 001
-- Description: Orders of a customer load slowly
-- Author: Ada Okafor
-- Date: 2026-03-02
-- Reversible: Yes
--
-- 40 million orders, eleven minutes. No order could be placed until the index was built.

CREATE INDEX IF NOT EXISTS idx_orders_customer_id ON orders (customer_id);

-- Rollback
-- DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer_id;
