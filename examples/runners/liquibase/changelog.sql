--liquibase formatted sql

--changeset mara:1
CREATE TABLE IF NOT EXISTS orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE IF EXISTS orders;

--changeset mara:2 runInTransaction:false
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer
    ON orders (customer_id);
--rollback DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;

--changeset mara:3 runInTransaction:false splitStatements:false
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_ordered_at
    ON orders (ordered_at);
--rollback DROP INDEX CONCURRENTLY IF EXISTS idx_orders_ordered_at;
