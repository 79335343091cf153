ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;

---- create above / drop below ----

ALTER TABLE orders DROP COLUMN IF EXISTS note;
