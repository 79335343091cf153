-- Migration: 005
-- Description: Phone number of a user
-- Author: Tomasz Weber
-- Date: 2025-11-18
-- Reversible: Yes

-- Add column (no default, so nothing is rewritten)
ALTER TABLE users
ADD COLUMN IF NOT EXISTS phone_number VARCHAR(20);

-- Rollback script (for documentation)
-- ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
