-- Words of SQL
CREATE TABLE t (
  a int, b integer, c smallint, d bigint, e real, f float, g float(24), h double precision, i boolean, j json,
  k decimal(10), l dec, m numeric(10, 2), n bit, o bit(3), p bit varying, q bit varying(3),
  r character(3), s char, t character varying(3), u varchar(3), v varchar, w nchar(3), x national character varying(3), y national char);
CREATE TABLE t (a timestamp, b timestamp(3), c timestamp with time zone, d timestamp(3) without time zone, e time with time zone, f time(0));
CREATE TABLE t (a interval, b interval(3), c interval year to month, d interval day to second(3), e interval second(2), f interval hour);

-- Names, modifiers, arrays
CREATE TABLE t (a text, b public.citext, c geometry(Point, 4326), d s.t(-1), e "Type", f double, g left, h text[], i int[3][], j int ARRAY, k text ARRAY[4], l c.s.t[]);
CREATE FUNCTION f(a t.c%TYPE, b SETOF s.t.c%TYPE) RETURNS SETOF text[] LANGUAGE sql AS '';
ALTER TABLE t ALTER a TYPE varchar(20), ALTER b TYPE timestamp with time zone USING b AT TIME ZONE 'utc';

-- Casts
SELECT a::int, a::text[], a::numeric(10, 2)::varchar(3), a::timestamp with time zone, a::interval year, a::s.t.u, CAST(a AS SETOF t), a::int ARRAY[3];

-- Constants with a type
SELECT int '1', numeric(3, 1) '1.5', float(3) '1', bit varying(3) '101', character varying(3) 'x', double precision '1', json '{}', boolean 't';
SELECT date '2020-01-01', timestamp 'now', timestamp(3) with time zone 'now', time without time zone 'now', s.t 'x', t(1, a) 'x', "T" 'x';
SELECT interval '1', interval '1' year, interval '1-2' year to month, interval '1' day to second(3), interval(3) '1', interval '1' hour AS a;

-- errors
CREATE TABLE t (a varchar(x));
CREATE TABLE t (a float(0));
CREATE TABLE t (a float(54));
CREATE TABLE t (a interval month to year);
CREATE TABLE t (a interval(3) day);
CREATE TABLE t (a timestamp with zone);
CREATE TABLE t (a int(3));
CREATE TABLE t (a text[a]);
CREATE TABLE t (a text ARRAY[]);
CREATE TABLE t (a text ARRAY[1][2]);
CREATE TABLE t (a coalesce);
CREATE TABLE t (a select);
CREATE TABLE t (a t.c%TYPE);
CREATE TABLE t (format json);
CREATE FUNCTION f(a c%TYPE) RETURNS int LANGUAGE sql AS '';
SELECT a::;
SELECT a::coalesce;
SELECT t(a => 1) 'x';
SELECT t(a ORDER BY b) 'x';
SELECT f() 'x';
SELECT between 'x';
SELECT timestamp with time zone;
