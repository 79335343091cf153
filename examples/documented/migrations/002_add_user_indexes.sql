-- Migration: 002
-- Description: Index for the list of the newest users
-- Author: Mara Lindqvist
-- Date: 2025-10-27
-- Reversible: Yes

-- A build that was cut short has left an invalid index, which IF NOT EXISTS would take for the index
DROP INDEX CONCURRENTLY IF EXISTS idx_users_created_at;

-- Create index concurrently (reads and writes go on); alone in its file, outside of a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_users_created_at
    ON users(created_at DESC);

-- Verify index is ready: a build that was cut short leaves an invalid one behind
SELECT indexrelid::regclass AS index, indisvalid AS ready
FROM pg_index
WHERE indexrelid = to_regclass('idx_users_created_at');

-- Rollback script (for documentation)
-- DROP INDEX CONCURRENTLY IF EXISTS idx_users_created_at;
