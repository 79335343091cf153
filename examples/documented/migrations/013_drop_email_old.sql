-- Migration: 013
-- Description: Longer email addresses, step 6: drop the old column
-- Author: Mara Lindqvist
-- Date: 2026-02-02
-- Reversible: No, the old column is gone; the backup of 2026-02-02 has it

BEGIN;

-- whimbrel: allow drop-object -- it only filled email_old, which goes below
DROP TRIGGER IF EXISTS keep_users_emails_equal
    ON users;
-- No trigger calls it any more
DROP FUNCTION IF EXISTS keep_emails_equal();

-- whimbrel: allow drop-column -- equal to email for two weeks, backed up, approved in TROSS-412
ALTER TABLE users
DROP COLUMN IF EXISTS email_old;

COMMIT;
