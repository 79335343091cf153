-- Migration: 004
-- Description: order_items runs out of numbers
-- Author: Jonas Brandt
-- Date: 2026-03-23
-- Reversible: No, numbers beyond 2147483647 have no place in an integer
--
-- Wrote 300 million rows and all their indexes anew. The shop was closed for an afternoon.

ALTER TABLE order_items ALTER COLUMN id TYPE bigint;
