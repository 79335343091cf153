-- Migration: 010
-- Description: Longer email addresses, step 3: no user without one
-- Author: Mara Lindqvist
-- Date: 2026-01-13
-- Reversible: Yes

-- SET NOT NULL reads the table while everyone waits, unless a valid constraint proves it
BEGIN;
ALTER TABLE users
DROP CONSTRAINT IF EXISTS users_email_new_set;
ALTER TABLE users
ADD CONSTRAINT users_email_new_set CHECK (email_new IS NOT NULL)
NOT VALID;
COMMIT;

-- Reads the table, while reads and writes go on
ALTER TABLE users
VALIDATE CONSTRAINT users_email_new_set;

-- The constraint proves it: no row is read
ALTER TABLE users
ALTER COLUMN email_new SET NOT NULL;

-- Its work is done
ALTER TABLE users
DROP CONSTRAINT IF EXISTS users_email_new_set;

-- Rollback script (for documentation)
-- ALTER TABLE users DROP CONSTRAINT IF EXISTS users_email_new_set;
-- ALTER TABLE users ALTER COLUMN email_new DROP NOT NULL;
