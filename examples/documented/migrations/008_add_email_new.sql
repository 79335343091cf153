-- Migration: 008
-- Description: Longer email addresses, step 1: a new column beside the old one
-- Author: Mara Lindqvist
-- Date: 2026-01-12
-- Reversible: Yes

BEGIN;

-- Step 1: Add new column
ALTER TABLE users
ADD COLUMN IF NOT EXISTS email_new VARCHAR(320);

-- From now on the application fills both columns without knowing it
CREATE OR REPLACE FUNCTION keep_emails_equal()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.email_new = NEW.email;
    RETURN NEW;
END;
$$;

-- Add trigger
DROP TRIGGER IF EXISTS keep_users_emails_equal
    ON users;
CREATE TRIGGER keep_users_emails_equal
    BEFORE INSERT OR UPDATE OF email ON users
    FOR EACH ROW
    EXECUTE FUNCTION keep_emails_equal();

COMMIT;

-- Rollback script (for documentation)
-- BEGIN;
-- DROP TRIGGER IF EXISTS keep_users_emails_equal ON users;
-- DROP FUNCTION IF EXISTS keep_emails_equal();
-- ALTER TABLE users DROP COLUMN IF EXISTS email_new;
-- COMMIT;
