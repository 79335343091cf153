DO $$ BEGIN NULL; END $$;

DO LANGUAGE plpgsql $body$
#variable_conflict use_column
<<whole>>
DECLARE
  a int;
  b CONSTANT numeric(10, 2)[] NOT NULL := ARRAY[1.5];
  c text COLLATE "C" DEFAULT 'x' || 'y';
  d app.users.name%TYPE;
  e app.users%ROWTYPE = NULL;
  f a%TYPE[];
  r record;
  g ALIAS FOR a;
  h CURSOR FOR SELECT 1;
  i NO SCROLL CURSOR (low int, high numeric(4, 1)) IS SELECT * FROM t WHERE n BETWEEN low AND high;
  j refcursor;
BEGIN
  a := 1;
  r.x = a + 1;
  f[2] := 3;
  whole.a := (SELECT max(n) FROM t);
  e := u FROM app.users u WHERE u.id = a;
  <<inner>>
  DECLARE a text;
  BEGIN
    NULL;
  END inner;
EXCEPTION
  WHEN unique_violation OR SQLSTATE '42P07' THEN a := 2;
  WHEN integrity_constraint_violation THEN NULL;
  WHEN OTHERS THEN
    RAISE NOTICE '%', SQLERRM;
END whole;
$body$;

CREATE FUNCTION conditions(n int, VARIADIC rest int[]) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF n = 1 THEN
    RETURN 'one';
  ELSIF n = 2 THEN
    NULL;
  ELSEIF $1 IN (SELECT m FROM t) THEN
    RETURN 'some';
  ELSE
    RETURN NULL;
  END IF;
  CASE n
    WHEN 1, 2 THEN RETURN 'few';
    WHEN 3 THEN NULL;
    ELSE
  END CASE;
  CASE WHEN EXISTS (SELECT FROM pg_class WHERE relname = 't') THEN RETURN 't'; END CASE;
  RETURN n;
END
$$;

CREATE FUNCTION loops() RETURNS SETOF record AS $$
DECLARE
  a int;
  b text;
  r record;
  c CURSOR (low int) FOR SELECT * FROM t WHERE n > low;
BEGIN
  LOOP
    EXIT WHEN a > 1;
    CONTINUE;
  END LOOP;
  <<outer>>
  WHILE a < 10 LOOP
    FOR i IN REVERSE 10..1 BY 2 LOOP
      EXIT outer;
    END LOOP;
    CONTINUE outer WHEN b IS NULL;
  END LOOP outer;
  FOR r IN SELECT * FROM t LOOP RETURN NEXT r; END LOOP;
  FOR a, b IN UPDATE t SET n = 1 RETURNING n, m LOOP NULL; END LOOP;
  FOR r IN c(low := 1) LOOP NULL; END LOOP;
  FOR r IN EXECUTE 'SELECT 1' LOOP NULL; END LOOP;
  FOR a IN EXECUTE format('SELECT %s', b) USING a, b LOOP NULL; END LOOP;
  FOREACH a SLICE 1 IN ARRAY ARRAY[1, 2] LOOP NULL; END LOOP;
  RETURN QUERY SELECT 1, 2;
  RETURN QUERY EXECUTE 'SELECT $1' USING a;
  RETURN;
END
$$ LANGUAGE plpgsql;

CREATE PROCEDURE app.sql(INOUT a int, b text) LANGUAGE 'plpgsql' AS '
DECLARE
  r record;
BEGIN
  SELECT n, m INTO STRICT a, b FROM t WHERE m = ''x'';
  SELECT INTO r * FROM t;
  INSERT INTO t VALUES (a, ''it''''s'') RETURNING n INTO a;
  PERFORM f(a), g() FROM t;
  CALL app.other(a);
  DO $x$ BEGIN DROP TABLE t; END $x$;
  COMMIT AND NO CHAIN;
  ROLLBACK;
  GET DIAGNOSTICS a = ROW_COUNT, b := PG_CONTEXT;
  GET STACKED DIAGNOSTICS b = MESSAGE_TEXT;
  CREATE TABLE u (n int DEFAULT 1);
  ASSERT a > 0, ''message'';
END';

CREATE FUNCTION dynamic() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  n int;
BEGIN
  EXECUTE 'CREATE TABLE t (a text DEFAULT ''x''); DROP TABLE u';
  EXECUTE E'ALTER TABLE t\n  DROP COLUMN a' INTO n;
  EXECUTE 'ALTER TABLE t '
    || 'ADD b int';
  EXECUTE format('TRUNCATE t');
  EXECUTE format('DROP TABLE %I', tg_table_name);
  EXECUTE 'SELECT $1' INTO STRICT n USING n + 1, 2;
  RETURN new;
END $$;

CREATE FUNCTION messages() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE 'a % b %% %', 1, 2 USING HINT = 'c' || 'd', ERRCODE := '22012';
  RAISE WARNING division_by_zero;
  RAISE SQLSTATE '22012' USING MESSAGE = 'e';
  RAISE EXCEPTION USING DETAIL = 'f';
  RAISE DEBUG 'g';
  RAISE;
  RETURN;
END $$;

CREATE FUNCTION cursors(c refcursor) RETURNS refcursor LANGUAGE plpgsql AS $$
DECLARE
  d CURSOR (a int, b int) FOR SELECT 1;
  n int;
BEGIN
  OPEN c FOR SELECT 1;
  OPEN c NO SCROLL FOR EXECUTE 'SELECT $1' USING n;
  OPEN d(1, b := 2);
  FETCH c INTO n;
  FETCH LAST FROM c INTO n;
  FETCH RELATIVE -1 IN d INTO n;
  MOVE FORWARD 2 FROM c;
  MOVE ALL FROM c;
  CLOSE c;
  RETURN c;
END $$;

CREATE FUNCTION mistakes() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  SELECT 1 FROM WHERE;
  n := 1;
  IF true THEN
    DROP TABLE a;
  END;
  DROP TABLE b;
END $$;
