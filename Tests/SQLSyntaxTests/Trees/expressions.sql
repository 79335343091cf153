-- Names and constants
SELECT a, t.a, s.t.a[1].b, t.*, value, "Value", $1, $2.f[1:], values;
SELECT 1, 2.5, 'x', E'x', U&'x', $$x$$, B'1', X'f', TRUE, FALSE, NULL;
SELECT (t).a, (t).*, (f(a)).b[1], a[1:2], a[:], a[:2], (SELECT r).a, (ARRAY[1, 2])[1];
SELECT DEFAULT;

-- Precedence, from the tightest
SELECT -a::int[1], -a ^ b, - a COLLATE "C", a COLLATE s.c AT TIME ZONE 'utc', a + b AT LOCAL;
SELECT a * b + c / d % e - f ^ g ^ h, a || b - c, @ a + b, a OPERATOR(s.+) b * c, OPERATOR(s.-) a;
SELECT a + b < c || d, a = b IN (1), a < b LIKE c, a <> b IS NULL, NOT a = b, NOT a AND b OR c AND NOT d;
SELECT a AND b AND c, a OR b OR c AND d AND e, a OR (b OR c), a - b - c;
SELECT a IS NULL IS NOT NULL, a IN (1) IN (2), a IS DISTINCT FROM b = c, a < ANY (b) < c;

-- Operators that are words
SELECT a BETWEEN 1 AND 2 AND b, a NOT BETWEEN SYMMETRIC b + 1 AND c, a BETWEEN ASYMMETRIC 1 AND 2;
SELECT a IN (1, 2), a NOT IN (SELECT b), a IN ((SELECT 1), 2), a IN ((SELECT 1) UNION SELECT 2);
SELECT a LIKE b, a NOT LIKE b ESCAPE 'c', a ILIKE b || c, a NOT ILIKE b, a SIMILAR TO b ESCAPE c, a NOT SIMILAR TO b;
SELECT a = ANY (b), a <> ALL (SELECT b), a LIKE SOME (ARRAY['x']), a NOT ILIKE ALL (b), a OPERATOR(s.=) ANY ((SELECT b) + 1);
SELECT a ISNULL, a NOTNULL, a IS TRUE, a IS NOT FALSE, a IS UNKNOWN, a IS NOT DISTINCT FROM b, a IS DOCUMENT;
SELECT a IS NORMALIZED, a IS NOT NFKC NORMALIZED, a IS JSON, a IS NOT JSON ARRAY WITH UNIQUE KEYS, a IS JSON VALUE WITHOUT UNIQUE;
SELECT (a, b) OVERLAPS (c, d), ROW(a, b) OVERLAPS ROW(c, d), ((a, b) OVERLAPS (c, d));

-- Parentheses, rows, arrays, subqueries
SELECT (a), ((a)), (a, b), (a, b) = (c, d), ROW(), ROW(a), ((a, b), c), ((a + b) * c);
SELECT (SELECT 1), ((SELECT 1)), ((SELECT 1) UNION SELECT 2), ((SELECT 1) + 1), ((SELECT 1), 2), ((SELECT 1) LIMIT 1), (((VALUES (1)) ORDER BY 1) OFFSET 1);
SELECT EXISTS (SELECT 1), NOT EXISTS ((TABLE t)), ARRAY(SELECT 1), ARRAY[], ARRAY[1, a], ARRAY[[1, 2], [a, 4]];
SELECT CASE WHEN a THEN b END, CASE a WHEN 1 THEN 2 WHEN 3 THEN 4 ELSE CASE WHEN b THEN c END END;
SELECT grouping(a, b) FROM t GROUP BY a, b;

-- Words that are operators may be labels
SELECT a and, b or FROM t;
SELECT a is, b at, c collate FROM t;

-- b_expr
CREATE TABLE t (a int DEFAULT 1 + 2 * -b NOT NULL, b bool DEFAULT a IS DISTINCT FROM b CHECK (a AND b), c text DEFAULT 'x' COLLATE "C");

-- errors
SELECT a < b < c;
SELECT a = b > c;
SELECT a IS DISTINCT FROM b IS NULL;
SELECT a LIKE b LIKE c;
SELECT a BETWEEN 1 AND 2 BETWEEN 3 AND 4;
SELECT a LIKE b IN (c);
SELECT a NOT b;
SELECT a IS NOT LIKE b;
SELECT a SIMILAR b;
SELECT < a;
SELECT a +;
SELECT a b c;
SELECT ARRAY[1][1];
SELECT ARRAY[[1], 2];
SELECT a[];
SELECT 'x'[1];
SELECT f(a).b;
SELECT (a, b).c;
SELECT ();
SELECT (SELECT 1;
SELECT a = ANY (1, 2);
SELECT (a) OVERLAPS (b, c);
SELECT (a, b) OVERLAPS (c);
SELECT (a, b, c) OVERLAPS (d, e);
SELECT (a, b) OVERLAPS ROW(c);
SELECT a.*.b;
SELECT (a).*.b FROM t;
SELECT UNIQUE (SELECT 1);
SELECT CASE a END;
SELECT CASE WHEN a END;
SELECT a IS JSON WITH b;
SELECT format json;
SELECT nulls first;
CREATE TABLE t (a int DEFAULT b AND c);
CREATE TABLE t (a int DEFAULT b IS NULL);
CREATE TABLE t (a int DEFAULT b NOT IN (c));
CREATE TABLE t (a int DEFAULT b = ANY (c));
