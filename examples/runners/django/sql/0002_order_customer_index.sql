BEGIN;
--
-- Concurrently create index orders_customer_idx on field(s) customer_id of model order
--
CREATE INDEX CONCURRENTLY "orders_customer_idx" ON "orders_order" ("customer_id");
COMMIT;
