-- Relations
SELECT FROM t, s.t, c.s.t, ONLY t, ONLY (s.t), t *, t AS x, t y (a, b);
SELECT FROM t AS x TABLESAMPLE system (10), t TABLESAMPLE s.bernoulli (10, 2) REPEATABLE (1);

-- Subqueries
SELECT FROM (SELECT 1) AS x (a), (VALUES (1), (2)) y, LATERAL (SELECT y.column1) z, (TABLE t);
SELECT FROM ((SELECT 1) UNION (SELECT 2)) x, ((SELECT 3)) y;
SELECT FROM (WITH a AS (SELECT 1) SELECT * FROM a ORDER BY 1) x;

-- Functions
SELECT FROM f(1), s.f(a => 1) AS x, generate_series(1, 2) WITH ORDINALITY AS y (n, place);
SELECT FROM f() AS (a int, b text COLLATE "C"), f() x (a int), f() AS x (a int[], b s.t);
SELECT FROM LATERAL f(t.a) x, current_date, coalesce(1, 2) c, CAST(1 AS int) d;
SELECT FROM ROWS FROM (f(1), g(2) AS (a int, b text)) WITH ORDINALITY AS x (a, b, c);

-- Joins
SELECT FROM a JOIN b ON a.x = b.x LEFT JOIN c USING (x, y) AS j;
SELECT FROM a CROSS JOIN b NATURAL JOIN c NATURAL LEFT OUTER JOIN d;
SELECT FROM a INNER JOIN b ON true RIGHT JOIN c ON true FULL OUTER JOIN d ON true;
SELECT FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x;
SELECT FROM (a JOIN b ON true) JOIN (c CROSS JOIN d) AS j ON true;
SELECT FROM ((a CROSS JOIN b) CROSS JOIN c);
SELECT FROM ((SELECT 1) x CROSS JOIN b), ((a CROSS JOIN b) x NATURAL JOIN c);
SELECT FROM a LEFT JOIN LATERAL (SELECT 1) x ON true, b;

-- XMLTABLE
SELECT FROM XMLTABLE ('/rows/row' PASSING data COLUMNS
  id int PATH '@id' NOT NULL, place FOR ORDINALITY, name text DEFAULT 'none' NULL) AS x;
SELECT FROM t, LATERAL XMLTABLE (XMLNAMESPACES ('http://a' AS x, DEFAULT 'http://b'),
  '/x:r' PASSING BY REF t.data BY REF COLUMNS a int);

-- JSON_TABLE
SELECT FROM JSON_TABLE (data, '$[*]' COLUMNS (id FOR ORDINALITY, a int, nested text)) AS x;
SELECT FROM t, LATERAL JSON_TABLE (data FORMAT JSON, '$' AS root PASSING 1 AS x, y AS "Y" COLUMNS (
  a int PATH '$.a' DEFAULT 0 ON EMPTY ERROR ON ERROR,
  b jsonb FORMAT JSON PATH '$.b' WITH WRAPPER KEEP QUOTES,
  c bool EXISTS PATH '$.c' FALSE ON ERROR,
  NESTED PATH '$.d[*]' AS inner_path COLUMNS (d int PATH '$', NESTED '$.e' COLUMNS (e text))
) EMPTY ON ERROR) AS x (a, b);
