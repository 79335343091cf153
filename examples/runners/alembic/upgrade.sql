BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 1975ea83b712

CREATE TABLE orders (
    id BIGSERIAL NOT NULL, 
    customer_id BIGINT NOT NULL, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('1975ea83b712') RETURNING alembic_version.version_num;

-- Running upgrade 1975ea83b712 -> 3b1c2f0e9d44

CREATE INDEX CONCURRENTLY idx_orders_customer ON orders (customer_id);

UPDATE alembic_version SET version_num='3b1c2f0e9d44' WHERE alembic_version.version_num = '1975ea83b712';

COMMIT;

