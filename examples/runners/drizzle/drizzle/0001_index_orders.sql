CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_customer_id_index" ON "orders" USING btree ("customer_id");
