-- Migration: 005
-- Description: Search orders by their number
-- Author: Ada Okafor
-- Date: 2026-03-30
-- Reversible: Yes
--
-- Concurrently this time, having learnt from 001. It failed at once: CREATE INDEX CONCURRENTLY
-- cannot run inside a transaction block. The deployment stopped half way, the new code had gone
-- out, and it needed the column.

BEGIN;

ALTER TABLE orders ADD COLUMN IF NOT EXISTS search_number text;
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_search_number ON orders (search_number);

COMMIT;

-- Rollback
-- DROP INDEX CONCURRENTLY IF EXISTS idx_orders_search_number;
-- ALTER TABLE orders DROP COLUMN IF EXISTS search_number;
