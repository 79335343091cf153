"""Random SQL from a fixed seed: fragments of SQL shuffled, whole statements strung together, bytes mutated."""
import random

# Every rule of PostgreSQL's scanner has a fragment here, with what comes close to it.
FRAGMENTS = r"""
select|from|where|create|table|index|concurrently|if not exists|alter|add|column|not null|null|default|references
primary key|unique|check|constraint|drop|cascade|begin|commit|end|as|do|language|execute|in|is|isnull|notnull|between
SELECT|From|wHeRe|nchar|national|natıonal|double precision|with time zone|without|overlaps|collate|operator
a|b|t|id|_x|x1|a$b|A|ünï|名前|é|İ|a.b|a.b.c|t.*|e|E|b|B|x|X|n|N|u|U|u&|U&|uescape|UESCAPE '!'|UESCAPE "x"
"a"|"a""b"|"A b"|""|"|"ü"|U&"d\0061t"|U&"\+000061"|u&"a!0061" UESCAPE '!'|U&"|U & "a"|U&"\zz"
'a'|''|''''|'a''b'|'|'it''s'|'\'|'a\'b'|'é'|'a' 'b'|'--'|'/*'|'$$'|';'
E'a'|e'\n'|E'\''|E'\\'|E'a''b'|E'\x41'|E'\101'|E'\u0041'|E'\U00000041'|E'\uD83D\uDE00'|E'|E'\u00'|E'\ud800'|E'\xff'
B'01'|b'12'|B''|B'|X'1f'|x'zz'|X'|N'a'|n'b'|N''|U&'d\0061'|U&'\'|u&'!0061' UESCAPE '!'|U&'a' uescape 'é'
$$a$$|$$|$$'$$|$a$b$a$|$a$|$a$$b$a$|$A$a$A$|$a$ $A$ $a$|$1$|$ü$x$ü$|$a b$|$_1$;$_1$|a$$|$$;$$|$body$ begin; end $body$
1|0|42|1_000|1__0|1_|_1|0x1F|0X_ff|0x|0xg|0o17|0o8|0b01|0b2|0b_1|1.|.5|1.5|1..10|1.5.5|1e5|1e|1e+|1E-3|1.e1|.1e1
1a|0x1g|1.5a|1e5a|1_a|99999999999999999999|1.5e10_0|1_000.5_5|1._5|100_|2147483648|007|0_1
$1|$0|$99999999999|$1a|$|$2.5|$1_0|$1$2|@1|#1
+|-|*|/|%|^|<|>|=|~|!|@|#|&|`|?|<=|>=|<>|!=|=>|->|->>|#>>|@>|<@|?&|!~~*|~~|<->|&&|::|:=|..|.|,|;|(|)|[|]
+-|-+|@-|*-|=-|<--|-->|+/*c*/|@/*x*/-|*/|/*|//|--|---|- -|-/**/-|!=-|<>-|=+|~-|?-|^@|===|<<=|>>
-- comment
--
/* c */|/* a /* b */ c */|/**/|/***/|/*/|/* */ */|/*'*/|/*$$*/|/*--*/|/* ü */
{|}|~~~|´|€|’|\t|\f|\v|\r
""".strip("\n")

SEPARATORS = [" ", " ", " ", "", "", "", "\n", "\t", "\r\n", "\r", "\f", "\v", " -- c\n", "/* c */", ",", "(", ")"]

STATEMENTS = r"""
select 1
SELECT a[1:2], b[:], c[1:] FROM t WHERE a @> '{1}' AND b IS NOT NULL
create table if not exists t (id bigint generated always as identity primary key, b text default 'x;y' not null)
create table p (a int, b date) partition by range (b)
create table q partition of p for values from ('2020-01-01') to ('2021-01-01')
create table like_t (like t including all, constraint c check (a > 0) not valid)
create unlogged table if not exists s.t as select 1 as a with no data
create temp table x on commit drop as execute pq(1)
alter table t add column c int default 0 not null, drop column if exists d cascade, alter column e type text using e::text
alter table only s.t add constraint c foreign key (a) references b (c) on delete cascade not valid
alter table t validate constraint c
alter table if exists t rename column a to b
alter table t attach partition q default
alter table t detach partition q concurrently
alter table all in tablespace a set tablespace b
alter table t set schema s
alter index i set (fillfactor = 70)
alter index i rename to j
alter view v alter column a set default 1
alter type e add value if not exists 'x' before 'y'
alter type c add attribute a int cascade, drop attribute if exists b
alter sequence s owned by t.a
alter sequence s owner to current_user
alter materialized view m set (autovacuum_enabled = false)
alter foreign table ft options (add a 'b')
alter domain d add constraint c check (value > 0) not valid
alter function f(int) immutable
alter role r set search_path = a, b
alter database d set timezone to 'UTC'
alter system set work_mem = '4MB'
alter default privileges in schema s grant select on tables to public
alter extension e update to '1.1'
alter policy p on t using (true)
alter publication p add table t where (a > 1), tables in schema s
alter trigger tr on t depends on extension e
alter table t enable row level security
alter operator family f using btree add function 1 (int, int) g(int, int)
create index concurrently if not exists i on t using gin (a jsonb_path_ops) where b
create unique index on only t (lower(a) desc nulls last) include (b) nulls not distinct with (fillfactor = 70)
drop index concurrently if exists i
reindex (concurrently true, verbose) table t
reindex table concurrently t
refresh materialized view concurrently m with no data
drop table if exists a, b cascade
drop function f(int, text), g
drop trigger if exists tr on t
drop type if exists s.e restrict
drop owned by r cascade
drop materialized view m
drop user mapping if exists for public server s
drop aggregate a(*), b(int order by int)
truncate table only t, u restart identity cascade
create or replace view v (a) with (security_barrier) as select 1 with local check option
create materialized view if not exists m as select 1
create function f(a int default 1, out b text) returns text language sql begin atomic select 1; select case when true then 'x' end; end
create or replace procedure p() language plpgsql as $$ begin perform 1; end; $$
create function g(int) returns int as 'select 1;' language sql stable strict
create rule r as on insert to t do instead (insert into a values (1); delete from b;)
create trigger tr after insert or update of a on t referencing new table as n for each statement execute function f()
create constraint trigger ct after delete on t deferrable initially deferred for each row when (old.a > 1) execute procedure f('x')
create type e as enum ('a', 'b')
create type c as (a int, b text collate "C")
create type r as range (subtype = float8)
create type shell
create domain d as text check (value <> '') not null
create aggregate a (int) (sfunc = f, stype = int)
create operator === (leftarg = int, rightarg = int, function = f)
create operator class oc default for type int using btree as operator 1 <, function 1 f(int, int)
create cast (a as b) with function f(a) as implicit
create schema if not exists s authorization current_user
create schema s create table t (a int) create view v as select * from t
create extension if not exists "uuid-ossp" with schema s version '1.1' cascade
create policy p on t as restrictive for select to public using (a = current_user)
create publication p for all tables
create sequence if not exists s increment by -1 no cycle
create statistics (ndistinct) on a, b from t
create user mapping for u server s options (user 'x')
create role r with login password 'x' valid until '2030-01-01'
create database d template t0
create text search configuration c (copy = simple)
create collation if not exists c (locale = 'de')
create event trigger et on ddl_command_start when tag in ('DROP TABLE') execute function f()
create foreign table ft (a int) server s options (x 'y')
comment on column t.a is 'x'
comment on function f(int) is null
comment on constraint c on domain d is 'x'
security label for p on table t is 'l'
grant select (a), update on t to r with grant option
grant all on all functions in schema s to r
grant a, b to c granted by current_user
revoke grant option for usage on schema s from r cascade
insert into t as x (a, b) overriding system value values (1, default), (2, 'a') on conflict (a) do update set b = excluded.b where x.a > 1 returning *
insert into t select * from u on conflict do nothing
insert into t default values
update only t as x set (a, b) = (1, 2), c[1] = 3 from u where x.a = u.a returning old.*, new.*
delete from t using u where t.a = u.a
delete from t where current of c
merge into t using u on t.a = u.a when matched and u.b then update set a = 1 when not matched by source then delete
with recursive w(a) as materialized (select 1 union all select a + 1 from w) select * from w
with d as (delete from t returning *) insert into u select * from d
select count(*) filter (where a), sum(b) over (partition by c order by d rows between 1 preceding and current row) from t group by grouping sets ((a), ())
select json_object('a': 1, 'b' value 2 null on null), x is json object, xmlelement(name a, 'b')
select * from t tablesample system (1) for update of t skip locked limit 1 offset 2
values (1, 'a'), (2, 'b')
(select 1) union (select 2) order by 1
table t
do $$ begin if not exists (select 1) then create table t (a int); end if; exception when duplicate_table then null; end $$
do language plpgsql 'begin null; end'
begin isolation level serializable, read only
start transaction
commit and chain
end
rollback to savepoint s
rollback
abort
savepoint s
release s
prepare transaction 'x'
commit prepared 'x'
set local lock_timeout = '5s'
set session characteristics as transaction read only
set time zone interval '1' hour to minute
set constraints all deferred
set role none
set transaction snapshot 'x'
reset all
show search_path
lock table only t in access exclusive mode nowait
vacuum (full, analyze) t (a)
analyze verbose t
cluster t using i
copy t (a) to stdout with (format csv, header)
copy (select 1) to program 'cat'
explain (analyze, buffers off) select 1
prepare p (int) as select $1
execute p (1)
deallocate all
declare c scroll cursor with hold for select 1
fetch forward 5 from c
move all in c
close c
listen "Ch"
notify ch, 'x'
unlisten *
load 'x'
discard all
checkpoint
call p(a => 1, b := 2)
import foreign schema s limit to (a, b) from server x into y
reassign owned by a to b
select U&'d!0061t' uescape '!', U&"\0061", E'\'', N'a', B'01', X'1F', $1, 1.5e3, 0x1F, 1_000, 'a'
  'b', $q$ ; $q$, a ->> 'b', a::int[], -1, @ 1, a operator(pg_catalog.+) b
""".strip("\n")

_CONTROL = {r"\t": "\t", r"\f": "\f", r"\v": "\v", r"\r": "\r"}
_FRAGMENTS = ["|", "||", "|/"] + [
    _CONTROL.get(fragment, fragment)
    for line in FRAGMENTS.split("\n")
    for fragment in ([line + "\n"] if line.startswith("--") else line.split("|"))
]
_STATEMENTS = STATEMENTS.replace("\n  'b'", "\0  'b'").split("\n")
_STATEMENTS = [statement.replace("\0", "\n") for statement in _STATEMENTS]
_MUTATION_BYTES = b"'\"$;:/*-\\()[]{}eEuUxXbBnN&_.0123456789 \n\r\t\x7f\x80\xc3\xa9\xe5\xff"


def text(seed, number):
    """Text `number` of the series of `seed`, as bytes without NUL."""
    chance = random.Random(f"{seed}:{number}")
    kind = number % 4
    if kind == 0:
        return _soup(chance)
    if kind == 1:
        return _statements(chance).encode()
    if kind == 2:
        return mutated(chance, _statements(chance).encode())
    return mutated(chance, _soup(chance))


def _soup(chance):
    parts = []
    for _ in range(chance.randint(1, 24)):
        parts.append(chance.choice(_FRAGMENTS))
        parts.append(chance.choice(SEPARATORS))
    return "".join(parts).encode()


def _statements(chance):
    parts = []
    for _ in range(chance.randint(1, 8)):
        statement = chance.choice(_STATEMENTS)
        if chance.random() < 0.3:
            statement = statement.replace(" ", chance.choice(["  ", "\n", "/* ; */", " -- ;\n"]))
        if chance.random() < 0.2:
            statement = _uppercased(statement)
        parts.append(statement)
        parts.append(chance.choice([";", ";\n", " ;\n", ";;\n", "; -- é\n", ";\n/* x; */\n", "\n;\n"]))
    if chance.random() < 0.3:
        parts.pop()
    return "".join(parts)


def _uppercased(statement):
    """Upper case outside quotes, where letters mean the same in both cases."""
    return statement if set(statement) & set("'\"$&") else statement.upper()


def mutated(chance, data):
    """Some bytes replaced, inserted, removed, doubled or exchanged with others."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not data:
            break
        at = chance.randrange(len(data))
        action = chance.randrange(5)
        if action == 0:
            data[at] = chance.choice(_MUTATION_BYTES)
        elif action == 1:
            data.insert(at, chance.choice(_MUTATION_BYTES))
        elif action == 2:
            del data[at : at + chance.randint(1, 8)]
        elif action == 3:
            data[at:at] = data[at : at + chance.randint(1, 16)]
        else:
            other = chance.randrange(len(data))
            data[at], data[other] = data[other], data[at]
    return bytes(data)
