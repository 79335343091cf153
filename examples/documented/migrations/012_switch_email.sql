-- Migration: 012
-- Description: Longer email addresses, step 5: the new column takes the name of the old one
-- Author: Mara Lindqvist
-- Date: 2026-01-19
-- Reversible: Yes

-- All of it or nothing: the application sees a column named email at any time
BEGIN;

DO $$
BEGIN
    -- A second run finds no email_new
    IF EXISTS (
        SELECT FROM information_schema.columns
        WHERE table_schema = current_schema
          AND table_name = 'users' AND column_name = 'email_new'
    ) THEN
        ALTER TABLE users RENAME COLUMN email TO email_old;
        ALTER TABLE users RENAME COLUMN email_new TO email;
        ALTER INDEX idx_users_email RENAME TO idx_users_email_old;
        ALTER INDEX idx_users_email_new RENAME TO idx_users_email;
    END IF;
END;
$$;

-- The old column is kept true until 013, so that the way back loses nothing.
-- Addresses longer than it can hold have to wait until then.
CREATE OR REPLACE FUNCTION keep_emails_equal()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.email_old = NEW.email;
    RETURN NEW;
END;
$$;

-- The trigger is made anew, for the column that is email now
DROP TRIGGER IF EXISTS keep_users_emails_equal
    ON users;
CREATE TRIGGER keep_users_emails_equal
    BEFORE INSERT OR UPDATE OF email ON users
    FOR EACH ROW
    EXECUTE FUNCTION keep_emails_equal();

COMMIT;

-- Rollback script (for documentation)
-- BEGIN;
-- ALTER TABLE users RENAME COLUMN email TO email_new;
-- ALTER TABLE users RENAME COLUMN email_old TO email;
-- ALTER INDEX idx_users_email RENAME TO idx_users_email_new;
-- ALTER INDEX idx_users_email_old RENAME TO idx_users_email;
-- CREATE OR REPLACE FUNCTION keep_emails_equal()
-- RETURNS TRIGGER
-- LANGUAGE plpgsql
-- AS $$
-- BEGIN
--     NEW.email_new = NEW.email;
--     RETURN NEW;
-- END;
-- $$;
-- DROP TRIGGER IF EXISTS keep_users_emails_equal ON users;
-- CREATE TRIGGER keep_users_emails_equal
--     BEFORE INSERT OR UPDATE OF email ON users
--     FOR EACH ROW
--     EXECUTE FUNCTION keep_emails_equal();
-- COMMIT;
