--- triggers-disabled
--! consistency: nothing keeps the rules of the table until somebody enables them
ALTER TABLE orders DISABLE TRIGGER ALL;
--- trigger-disabled-and-never-enabled
--! consistency
ALTER TABLE orders DISABLE TRIGGER orders_touch;
UPDATE orders SET note = 'x' WHERE id = 4;
--- session-replication-role
--! consistency: foreign keys and triggers are off
SET session_replication_role = replica;
DELETE FROM accounts WHERE id = 400;
--- session-replication-role-local transaction
--! consistency
SET LOCAL session_replication_role = 'replica';
DELETE FROM accounts WHERE id = 400;
--- rule-on-table
--! design: rules rewrite queries, and surprise
CREATE RULE orders_kept AS ON DELETE TO orders DO INSTEAD NOTHING;
--- trigger-of-missing-function
--! fails
CREATE TRIGGER orders_log AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION write_log();
--- trigger-function-of-wrong-type
--! fails
CREATE TRIGGER orders_log AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION vat();
--- function-immutable-with-now
--! design: what it gives is not what an index holds
CREATE FUNCTION age_of(at timestamptz) RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT now() - at $$;
--- index-on-volatile-expression
--! fails
CREATE INDEX CONCURRENTLY orders_dice_idx ON orders ((id + rnd()));
--- function-syntax-error-in-body
--! fails
CREATE FUNCTION broken() RETURNS integer LANGUAGE sql AS $$ SELEC 1 $$;
--- function-plpgsql-without-end
--! fails
CREATE FUNCTION broken() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; $$;
--- security-definer-without-path
--@ shows SELECT prosecdef AND proconfig IS NULL FROM pg_proc WHERE proname = 'is_admin'
--! security
CREATE FUNCTION is_admin(who bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER
  AS $$ SELECT EXISTS (SELECT 1 FROM accounts WHERE id = who AND plan = 'staff') $$;
--- security-definer-set-later-without-path
--@ earlier
CREATE FUNCTION is_admin(who bigint) RETURNS boolean LANGUAGE sql AS $$ SELECT EXISTS (SELECT 1 FROM accounts WHERE id = who AND plan = 'staff') $$;
--@ migration
--@ shows SELECT prosecdef AND proconfig IS NULL FROM pg_proc WHERE proname = 'is_admin'
--! security
ALTER FUNCTION is_admin(bigint) SECURITY DEFINER;
--- security-definer-path-of-others
--! security: whoever can create in public, or a temporary table, is found first
CREATE FUNCTION is_admin(who bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM accounts WHERE id = who AND plan = 'staff') $$;
--- dynamic-sql-concatenated
--! security
CREATE FUNCTION count_of(name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
  EXECUTE 'SELECT count(*) FROM ' || name INTO n;
  RETURN n;
END $$;
--- dynamic-sql-format-with-s
--! security
CREATE FUNCTION drop_it(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('DROP TABLE IF EXISTS %s', name);
END $$;
--- rls-enabled-without-policy
--@ earlier
CREATE ROLE app;
GRANT SELECT ON orders TO app;
--@ migration
--@ client SET LOCAL ROLE app; SELECT 1 / count(*) FROM orders
--! client, security: everybody but the owner sees nothing
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
--- rls-disabled
--@ earlier
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (account_id = 1);
--@ migration
--@ shows SELECT NOT relrowsecurity FROM pg_class WHERE relname = 'orders'
--! security
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
--- policy-always-true
--@ earlier
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
--@ migration
--! security
CREATE POLICY everybody ON orders USING (true);
--- policy-dropped
--@ earlier
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (account_id = 1);
--@ migration
--@ shows SELECT NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = 'orders'::regclass)
--! security: the last one: nobody sees anything
DROP POLICY own ON orders;
--- grant-to-public
--@ shows SELECT EXISTS (SELECT 1 FROM pg_class, aclexplode(relacl) WHERE relname = 'orders' AND grantee = 0)
--! security
GRANT SELECT ON orders TO PUBLIC;
--- grant-all-to-public
--! security
GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;
--- grant-create-on-public-schema
--! security
GRANT CREATE ON SCHEMA public TO PUBLIC;
--- role-with-password
--! security
CREATE ROLE app LOGIN PASSWORD 'hunter2';
--- role-password-changed
--@ earlier
CREATE ROLE app LOGIN;
--@ migration
--! security
ALTER ROLE app WITH ENCRYPTED PASSWORD 'hunter2';
--- user-with-password
--! security
CREATE USER reporter WITH PASSWORD 'secret';
--- role-superuser
--@ shows SELECT rolsuper FROM pg_roles WHERE rolname = 'app'
--! security
CREATE ROLE app SUPERUSER LOGIN;
--- role-bypasses-policies
--@ earlier
CREATE ROLE app;
--@ migration
--@ shows SELECT rolbypassrls FROM pg_roles WHERE rolname = 'app'
--! security
ALTER ROLE app BYPASSRLS;
--- trigger-new-ok
CREATE TRIGGER products_touch BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION touch();
--- trigger-replaced-ok transaction
CREATE OR REPLACE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
--- trigger-disabled-for-a-moment-ok transaction
ALTER TABLE orders DISABLE TRIGGER orders_touch;
UPDATE orders SET note = 'x' WHERE id = 4;
ALTER TABLE orders ENABLE TRIGGER orders_touch;
--- function-new-ok
CREATE FUNCTION net(gross numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT gross / 1.19 $$;
--- function-stable-with-now-ok
CREATE FUNCTION age_of(at timestamptz) RETURNS interval LANGUAGE sql STABLE AS $$ SELECT now() - at $$;
--- security-definer-with-path-ok
CREATE FUNCTION is_admin(who bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$ SELECT EXISTS (SELECT 1 FROM public.accounts WHERE id = who AND plan = 'staff') $$;
--- security-definer-with-empty-path-ok
CREATE FUNCTION is_admin(who bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = ''
  AS $$ SELECT EXISTS (SELECT 1 FROM public.accounts WHERE id = who AND plan = 'staff') $$;
--- dynamic-sql-quoted-ok
CREATE FUNCTION count_of(name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I', name) INTO n;
  RETURN n;
END $$;
--- dynamic-sql-quote-ident-ok
CREATE FUNCTION drop_it(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'DROP TABLE IF EXISTS ' || quote_ident(name);
END $$;
--- rls-with-policy-on-new-table-ok transaction
CREATE TABLE carts (id bigint PRIMARY KEY, owner text);
ALTER TABLE carts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON carts USING (owner = current_user);
--- rls-policy-first-ok transaction
CREATE POLICY own ON orders USING (account_id = current_setting('app.account')::bigint);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
--- policy-recreated-ok transaction
--@ earlier
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (account_id = 1);
--@ migration
DROP POLICY own ON orders;
CREATE POLICY own ON orders USING (account_id = current_setting('app.account')::bigint);
--- grant-to-role-ok
--@ earlier
CREATE ROLE app;
--@ migration
GRANT SELECT, INSERT ON orders TO app;
--- role-without-password-ok
CREATE ROLE app NOLOGIN;
--- role-with-scram-hash-ok
CREATE ROLE app LOGIN PASSWORD 'SCRAM-SHA-256$4096:CjrkWv1jOBdAmCuRTuyOJQ==$bdjB5IGdVBhBiFRgD6MbfZjqNJBiEXAEDmFYcKtOLjk=:JkVvC4ab1lOnHTTKL1YmsOsy8LmZKFs7P9EmSTMSbrQ=';
--- revoke-from-public-ok
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--- default-privileges-to-public
--@ shows SELECT EXISTS (SELECT 1 FROM pg_default_acl, aclexplode(defaclacl) WHERE grantee = 0)
--! security: every table that will ever be made
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO PUBLIC;
--- user-mapping-with-password
--@ earlier
CREATE FOREIGN DATA WRAPPER other;
CREATE SERVER warehouse FOREIGN DATA WRAPPER other;
--@ migration
--! security
CREATE USER MAPPING FOR PUBLIC SERVER warehouse OPTIONS (user 'shop', password 'hunter2');
--- view-over-row-security
--@ earlier
CREATE ROLE app;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (account_id = 1);
--@ migration
--@ shows SELECT relkind = 'v' AND reloptions IS NULL FROM pg_class WHERE relname = 'recent_orders'
--! security: it reads as its owner, who sees everything
CREATE VIEW recent_orders AS SELECT id, total FROM orders WHERE placed_at > now() - interval '7 days';
GRANT SELECT ON recent_orders TO app;
--- function-called-that-updates-everything
CREATE FUNCTION fill_coupons() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders SET coupon = upper(coupon);
END $$;
--! rows
SELECT fill_coupons();
DROP FUNCTION fill_coupons();
--- function-body-of-missing-column
--! fails
CREATE FUNCTION region_of(number bigint) RETURNS text LANGUAGE sql STABLE AS $$ SELECT region FROM orders WHERE id = number $$;
--- view-as-invoker-ok transaction
--@ earlier
CREATE ROLE app;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (account_id = 1);
--@ migration
CREATE VIEW recent_orders WITH (security_invoker = true) AS SELECT id, total FROM orders;
GRANT SELECT ON recent_orders TO app;
--- function-called-that-updates-few-ok
CREATE FUNCTION fill_coupons() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders SET coupon = upper(coupon) WHERE id = 17;
END $$;
SELECT fill_coupons();
DROP FUNCTION fill_coupons();
--- precondition-raises-ok transaction
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM orders WHERE id < 0) THEN
    RAISE EXCEPTION 'clean up the orders first';
  END IF;
END $$;
