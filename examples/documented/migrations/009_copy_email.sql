-- Migration: 009
-- Description: Longer email addresses, step 2: copy what is there
-- Author: Mara Lindqvist
-- Date: 2026-01-12
-- Reversible: Yes

-- Step 2: Copy data. A thousand rows at a time: nobody waits long for a row
DO $$
DECLARE
    batch CONSTANT INTEGER := 1000;
    done INTEGER := 0;
    last INTEGER := (SELECT max(id) FROM users);
BEGIN
    WHILE done < last LOOP
        UPDATE users SET email_new = email
        WHERE id > done AND id <= done + batch
          AND email_new IS DISTINCT FROM email;
        COMMIT;
        done := done + batch;
    END LOOP;
END;
$$;

-- Rollback script (for documentation)
-- UPDATE users SET email_new = NULL WHERE email_new IS NOT NULL;
