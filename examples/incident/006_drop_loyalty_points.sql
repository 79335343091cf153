-- Migration: 006
-- Description: The loyalty programme has ended
-- Author: Mei Tanaka
-- Date: 2026-04-06
-- Reversible: Yes
--
-- Every login failed: the code of the release before still asked for the column. And the
-- rollback, which gave the column back, did not give back the points of two million customers.

ALTER TABLE customers DROP COLUMN IF EXISTS loyalty_points;

-- Rollback
-- ALTER TABLE customers ADD COLUMN IF NOT EXISTS loyalty_points integer NOT NULL DEFAULT 0;
