-- Revert shop:orders from pg

BEGIN;

DROP TABLE IF EXISTS orders;

COMMIT;
