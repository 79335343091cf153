-- Migration: 002
-- Description: Every order says where it goes
-- Author: Ada Okafor
-- Date: 2026-03-09
-- Reversible: Yes
--
-- The country had been filled the week before. Reading all orders to be sure of that took four
-- minutes, under a lock that lets nobody else read them.

ALTER TABLE orders ALTER COLUMN country SET NOT NULL;

-- Rollback
-- ALTER TABLE orders ALTER COLUMN country DROP NOT NULL;
