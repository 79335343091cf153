CREATE FUNCTION a(n int) RETURNS int LANGUAGE sql AS $$
  SELECT n INTO b FROM t;
  INSERT INTO t VALUES (n) RETURNING n;
$$;

CREATE FUNCTION b() RETURNS text LANGUAGE SQL AS 'SELECT ''it''''s'' || "x"; -- no more
';

CREATE FUNCTION c() RETURNS text LANGUAGE sql AS E'SELECT \'x\' AS \x61,\n  1';

CREATE FUNCTION d() RETURNS void LANGUAGE sql AS '';

CREATE FUNCTION e() RETURNS void LANGUAGE sql AS $$ SELECT 1 FROM; UPDATE t SET a = 1 $$;

CREATE FUNCTION f() RETURNS void LANGUAGE c AS 'library', 'symbol';

CREATE FUNCTION g() RETURNS void LANGUAGE plpython3u AS $$ not SQL $$;

DO 'BEGIN DO ''BEGIN EXECUTE ''''SELECT ''''''''a''''''''''''''''b'''''''' ''''; END''; END';

DO LANGUAGE sql 'SELECT 1';
