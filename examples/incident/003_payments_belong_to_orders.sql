-- Migration: 003
-- Description: No payment without its order
-- Author: Jonas Brandt
-- Date: 2026-03-16
-- Reversible: Yes
--
-- Looked up the order of every payment ever made. Meanwhile nothing could be written to either
-- table: no orders, no payments.

ALTER TABLE payments DROP CONSTRAINT IF EXISTS fk_payments_order_id;
ALTER TABLE payments
  ADD CONSTRAINT fk_payments_order_id FOREIGN KEY (order_id) REFERENCES orders (id);

-- Rollback
-- ALTER TABLE payments DROP CONSTRAINT IF EXISTS fk_payments_order_id;
