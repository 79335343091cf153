-- Migration: 011
-- Description: Longer email addresses, step 4: one account for each address
-- Author: Mara Lindqvist
-- Date: 2026-01-13
-- Reversible: Yes

-- A build that was cut short has left an invalid index, which IF NOT EXISTS would take for the index
DROP INDEX CONCURRENTLY IF EXISTS idx_users_email_new;

-- What idx_users_email is for the old column
-- whimbrel: allow unique-over-existing-rows, new-write-restriction -- copied from email, which is unique
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idx_users_email_new
    ON users(email_new);

-- Rollback script (for documentation)
-- DROP INDEX CONCURRENTLY IF EXISTS idx_users_email_new;
