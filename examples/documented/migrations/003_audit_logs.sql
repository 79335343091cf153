-- Migration: 003
-- Description: Who did what, and when
-- Author: Tomasz Weber
-- Date: 2025-11-05
-- Reversible: Yes

BEGIN;

-- Add new table
CREATE TABLE IF NOT EXISTS audit_logs (
    id BIGSERIAL PRIMARY KEY,
    user_id INTEGER,
    action VARCHAR(50) NOT NULL,
    details JSONB DEFAULT '{}' NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Add indexes: the table is new, so no one waits for them
CREATE INDEX IF NOT EXISTS idx_audit_logs_user_id
    ON audit_logs(user_id);
CREATE INDEX IF NOT EXISTS idx_audit_logs_created_at
    ON audit_logs(created_at DESC);

COMMIT;

-- Rollback script (for documentation)
-- DROP TABLE IF EXISTS audit_logs;
