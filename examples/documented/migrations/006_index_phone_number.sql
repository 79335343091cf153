-- Migration: 006
-- Description: Find users by phone number
-- Author: Tomasz Weber
-- Date: 2025-11-18
-- Reversible: Yes

-- A build that was cut short has left an invalid index, which IF NOT EXISTS would take for the index
DROP INDEX CONCURRENTLY IF EXISTS idx_users_phone;

-- Add index. Not in 005: an index of a table in use is built concurrently, in a file of its own
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_users_phone
    ON users(phone_number);

-- Rollback script (for documentation)
-- DROP INDEX CONCURRENTLY IF EXISTS idx_users_phone;
