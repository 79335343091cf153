-- Migration: 007
-- Description: Audit logs belong to users that exist
-- Author: Mara Lindqvist
-- Date: 2025-12-02
-- Reversible: Yes

-- Add FK without looking at the rows that are there: takes its locks for a moment only.
-- The drop makes the file able to run twice; the transaction leaves no gap between the two.
BEGIN;
ALTER TABLE audit_logs
DROP CONSTRAINT IF EXISTS fk_audit_logs_user_id;
ALTER TABLE audit_logs
ADD CONSTRAINT fk_audit_logs_user_id
FOREIGN KEY (user_id) REFERENCES users(id)
NOT VALID;
COMMIT;

-- Validate in a transaction of its own: reads all rows, while reads and writes go on
ALTER TABLE audit_logs
VALIDATE CONSTRAINT fk_audit_logs_user_id;

-- Rollback script (for documentation)
-- ALTER TABLE audit_logs DROP CONSTRAINT IF EXISTS fk_audit_logs_user_id;
