-- Calls
SELECT f(), s.f(a), c.s.f(a, b), count(*), left(a, 1), "F"(1), current_schema();
SELECT f(a => 1, b := 2), f(VARIADIC a), f(a, VARIADIC b => c), sum(DISTINCT a), sum(ALL a), array_agg(a, b ORDER BY c DESC NULLS LAST, d USING <);
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a), count(*) FILTER (WHERE a > 1);

-- Windows
SELECT f() OVER w, f() FILTER (WHERE a) OVER (), f() OVER (w PARTITION BY a, b ORDER BY c);
SELECT f() OVER (ROWS UNBOUNDED PRECEDING), f() OVER (PARTITION BY a RANGE BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES);
SELECT f() OVER (GROUPS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE NO OTHERS), f() OVER (ROWS BETWEEN a + 1 FOLLOWING AND 3 FOLLOWING EXCLUDE CURRENT ROW), f() OVER (ROWS unbounded + 1 PRECEDING EXCLUDE GROUP);

-- Functions with words of their own
SELECT current_date, current_time, current_time(3), current_timestamp(2), localtime, localtimestamp(0), current_role, current_user, session_user, system_user, user, current_catalog, current_schema;
SELECT cast(a AS numeric(10, 2)), treat(a AS t), coalesce(a, b, 1), greatest(a, b), least(a), nullif(a, b), merge_action(), COLLATION FOR (a || b);
SELECT extract(epoch FROM a), extract(year FROM a), extract('month' FROM a + b), normalize(a), normalize(a, NFKC);
SELECT overlay(a PLACING b FROM 1 FOR 2), overlay(a PLACING b FROM 1), overlay(a, b), position(a || 'x' IN b);
SELECT substring(a FROM 1 FOR 2), substring(a FOR 2 FROM 1), substring(a FROM 1), substring(a FOR 2), substring(a SIMILAR b ESCAPE c), substring(a, 1, 2), substring((SELECT a) FOR 2);
SELECT trim(a), trim(a, b), trim(BOTH 'x' FROM a), trim(LEADING FROM a), trim(TRAILING a, b), trim('x' FROM a, b);

-- Their words are names as well
SELECT coalesce, extract, position, json_value, xmlforest.a, current, row, grouping, time, interval FROM t;

-- XML
SELECT xmlelement(NAME a), xmlelement(NAME a, XMLATTRIBUTES(b, c AS d), e, f), xmlelement(NAME a, b), xmlforest(a AS b, c), xmlconcat(a, b);
SELECT xmlexists(a PASSING BY REF b BY VALUE), xmlparse(DOCUMENT a PRESERVE WHITESPACE), xmlparse(CONTENT a), xmlpi(NAME a), xmlpi(NAME a, b);
SELECT xmlroot(a, VERSION NO VALUE, STANDALONE YES), xmlroot(a, VERSION '1', STANDALONE NO VALUE), xmlserialize(DOCUMENT a AS text NO INDENT), xmlserialize(CONTENT a AS varchar(3) INDENT);

-- JSON
SELECT json(a), json(a FORMAT JSON ENCODING utf8 WITH UNIQUE KEYS), json_scalar(a), json_serialize(a RETURNING bytea FORMAT JSON);
SELECT json_object(), json_object(RETURNING jsonb), json_object(a, b), json_object('a': 1, b VALUE c FORMAT JSON ABSENT ON NULL WITHOUT UNIQUE KEYS RETURNING jsonb), json_object(a => b);
SELECT json_array(), json_array(a, b FORMAT JSON NULL ON NULL RETURNING text), json_array(SELECT a FROM t RETURNING json), json_array((SELECT 1) UNION SELECT 2), json_array((SELECT 1), 2);
SELECT json_objectagg(a: b NULL ON NULL WITH UNIQUE) FILTER (WHERE a), json_objectagg(a VALUE b) OVER w, json_arrayagg(a ORDER BY b ABSENT ON NULL RETURNING jsonb);
SELECT json_query(a, '$' PASSING b AS c, d FORMAT JSON AS e RETURNING jsonb WITH CONDITIONAL ARRAY WRAPPER OMIT QUOTES ON SCALAR STRING EMPTY ARRAY ON EMPTY NULL ON ERROR);
SELECT json_query(a, b WITHOUT WRAPPER KEEP QUOTES DEFAULT '{}' ON ERROR), json_value(a, '$.b' RETURNING int DEFAULT 1 + 2 ON EMPTY ERROR ON ERROR), json_exists(a, '$' PASSING b AS c UNKNOWN ON ERROR);

-- Functions in FROM and indexes have neither FILTER nor OVER
SELECT FROM f(a) filter, coalesce(a, b) over, json_arrayagg(a);
CREATE INDEX ON t (lower(a), coalesce(a, b), s.f(a) DESC);

-- errors
SELECT f(;
SELECT f(a b);
SELECT f(*, a);
SELECT f(VARIADIC a, b);
SELECT f(a) FILTER (a);
SELECT f(a) OVER 1;
SELECT between(a);
SELECT a[1](2);
SELECT f(a ORDER BY b) WITHIN GROUP (ORDER BY c);
SELECT f(DISTINCT a) WITHIN GROUP (ORDER BY c);
SELECT f(VARIADIC a) WITHIN GROUP (ORDER BY c);
SELECT f() OVER (ROWS UNBOUNDED FOLLOWING);
SELECT f() OVER (ROWS 1 FOLLOWING);
SELECT f() OVER (ROWS BETWEEN UNBOUNDED FOLLOWING AND 1 FOLLOWING);
SELECT f() OVER (ROWS BETWEEN 1 PRECEDING AND UNBOUNDED PRECEDING);
SELECT f() OVER (ROWS BETWEEN CURRENT ROW AND 1 PRECEDING);
SELECT f() OVER (ROWS BETWEEN 1 FOLLOWING AND CURRENT ROW);
SELECT f() OVER (ORDER BY a PARTITION BY b);
SELECT extract(name FROM a);
SELECT position(a, b);
SELECT nullif(a);
SELECT trim(a, b FROM c);
SELECT cast(a, int);
SELECT normalize(a, b);
SELECT current_date(1);
SELECT json(a FORMAT JSON ENCODING latin1);
SELECT json_object(a + b VALUE c);
SELECT json_object(a, b: c);
SELECT json_value(a, '$' ERROR ON ERROR NULL ON EMPTY);
SELECT xmlroot(a);
