-- Migration: 010
-- Description: The indexes of orders are bloated
-- Author: Mei Tanaka
-- Date: 2026-05-04
-- Reversible: No, an index is an index
--
-- No order could be written until the last of nine indexes was built, and hardly one be read:
-- planning a query takes a look at all indexes, also at those that are locked.

REINDEX TABLE orders;
