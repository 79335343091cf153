-- CreateIndex
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Order_customerId_idx" ON "Order"("customerId");
