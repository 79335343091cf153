--! Previous: -
--! Hash: sha1:919016b20199740e031b109560bb509d683448fc
--! Message: orders

CREATE TABLE IF NOT EXISTS orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now()
);
