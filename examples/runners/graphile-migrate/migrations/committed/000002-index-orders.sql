--! Previous: sha1:919016b20199740e031b109560bb509d683448fc
--! Hash: sha1:803c66156de0fa705123071faccf081e16f66f61
--! Message: index orders

--! no-transaction
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);
