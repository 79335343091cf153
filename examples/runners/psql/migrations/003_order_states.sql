\set ON_ERROR_STOP on
-- Nothing holds the two together: if the second one fails, the first one is there to stay
CREATE TYPE order_state AS ENUM ('open', 'paid', 'sent');
ALTER TABLE orders ADD COLUMN IF NOT EXISTS state order_state NOT NULL DEFAULT 'open';

-- Rollback
-- ALTER TABLE orders DROP COLUMN IF EXISTS state;
-- DROP TYPE IF EXISTS order_state;
