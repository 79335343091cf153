"""What the release that is still running sends: statements made of the catalogue as it finds it.

Each look is a dictionary: what stands for a statement, and what became of it, None if it failed.
"""
import contextlib

import psycopg

import prepare

SHOWN = "CASE nspname WHEN 'public' THEN '' ELSE quote_ident(nspname) || '.' END"
USER = "nspname !~ '^pg_' AND nspname <> 'information_schema'"
NOT_OF_EXTENSION = "NOT EXISTS (SELECT FROM pg_depend WHERE objid = {}.oid AND deptype = 'e')"
RELATIONS = f"""
SELECT {SHOWN} || quote_ident(relname), c.oid::int8, array_agg(quote_ident(attname) ORDER BY attnum)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = c.oid
WHERE {USER} AND relkind = ANY (%s) AND attnum > 0 AND NOT attisdropped GROUP BY 1, 2
"""
COLUMNS = """
SELECT quote_ident(attname), format_type(atttypid, NULL), typcategory::text, typtype::text,
  (SELECT min(enumlabel) FROM pg_enum WHERE enumtypid = t.oid), attnotnull, attgenerated <> '',
  attidentity = 'a', coalesce(pg_get_expr(adbin, adrelid) ~ '^nextval', false), atthasdef OR attidentity <> '',
  EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisunique AND attnum = ANY (indkey))
FROM pg_attribute JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
TYPES = f"""
SELECT {SHOWN} || quote_ident(typname), '' FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
LEFT JOIN pg_class c ON c.oid = typrelid
WHERE {USER} AND typcategory <> 'A' AND (typtype <> 'c' OR relkind = 'c')
UNION ALL SELECT {SHOWN} || quote_ident(typname), quote_ident(attname) FROM pg_type t
JOIN pg_namespace n ON n.oid = typnamespace JOIN pg_class c ON c.oid = typrelid
JOIN pg_attribute ON attrelid = c.oid WHERE {USER} AND relkind = 'c' AND attnum > 0 AND NOT attisdropped
"""
LABELS = f"""
SELECT quote_literal(enumlabel) || '::' || {SHOWN} || quote_ident(typname)
FROM pg_enum JOIN pg_type t ON t.oid = enumtypid JOIN pg_namespace n ON n.oid = typnamespace
"""
SEQUENCES = f"""
SELECT {SHOWN} || quote_ident(relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE {USER} AND relkind = 'S' AND NOT EXISTS (
  SELECT FROM pg_depend WHERE objid = c.oid AND deptype IN ('a', 'i') AND refobjsubid > 0)
"""
FUNCTIONS = f"""
SELECT {SHOWN} || quote_ident(proname),
  ARRAY(SELECT format_type(a, NULL) FROM unnest(proargtypes) WITH ORDINALITY u (a, o) ORDER BY o),
  ARRAY(SELECT typcategory::text FROM unnest(proargtypes) WITH ORDINALITY u (a, o)
  JOIN pg_type ON pg_type.oid = a ORDER BY o), p.prokind::text
FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
WHERE {USER} AND prokind IN ('f', 'p') AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
  AND {NOT_OF_EXTENSION.format('p')}
"""
TRIGGERED = "SELECT DISTINCT tgrelid::int8, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"


def names(connection):
    """By which names clients find things: columns, types, labels, sequences, functions with their results."""
    sent = [f"SELECT {', '.join(columns)} FROM {name} LIMIT 0"
            for name, _, columns in connection.execute(RELATIONS, [list("rpvmf")]).fetchall()]  # fmt: skip
    sent += [f"SELECT (NULL::{name}).{attribute}" if attribute else f"SELECT NULL::{name}"
             for name, attribute in connection.execute(TYPES).fetchall()]  # fmt: skip
    sent += [f"SELECT {label}" for (label,) in connection.execute(LABELS).fetchall()]
    sent += [f"SELECT last_value FROM {name}" for (name,) in connection.execute(SEQUENCES).fetchall()]
    found = {sql: outcome(connection, sql) for sql in sent}
    for name, types, _, kind in connection.execute(FUNCTIONS).fetchall():
        if kind == "f":
            sql = f"SELECT * FROM {name}({', '.join(f'NULL::{one}' for one in types)}) LIMIT 0"
            found[sql] = outcome(connection, sql)
    return found


def calls(connection):
    """What happens inside: the functions, and the triggers that an UPDATE fires."""
    found = {}
    for name, types, categories, kind in connection.execute(FUNCTIONS).fetchall():
        values = ", ".join(prepare.literal(*pair) for pair in zip(types, categories))
        sql = f"{'CALL' if kind == 'p' else 'SELECT * FROM'} {name}({values})"
        found[sql] = outcome(connection, sql)
    for oid, name in connection.execute(TRIGGERED).fetchall():
        column = connection.execute(COLUMNS, [oid]).fetchall()[0][0]
        found[oid] = outcome(connection, f"UPDATE {name} SET {column} = {column}")
    return found


def writes(connection):
    """INSERTs of rows with the usual values, with NULLs, with small ones; into all columns, or those that need values."""
    found = {}
    for name, oid, _ in connection.execute(RELATIONS, [list("rpv")]).fetchall():
        columns = connection.execute(COLUMNS, [oid]).fetchall()
        for columns in (named(columns, True), named(columns, False)):
            if not columns:
                continue
            for style in ("usual", "NULL", "small"):
                values = ", ".join(value(column, style) for column in columns)
                sql = (f"INSERT INTO {name} ({', '.join(column[0] for column in columns)}) "
                       f"SELECT {values} FROM generate_series(100001, 100002) g")  # fmt: skip
                found[sql] = outcome(connection, sql)
    return found


def named(columns, all_of_them):
    """What computes its values is left to do so; serial columns are, too."""
    return [column for column in columns
            if not column[6] and not (column[7] or column[8] if all_of_them else column[9])]  # fmt: skip


def value(column, style):
    name, kind, category, typtype, label, is_not_null, *_, is_key = column
    if style == "NULL" and not is_not_null and not is_key:
        return "NULL"
    if style == "small" and not is_key and category in "NS":
        return f"('{-1 if category == 'N' else ''}')::{kind}"
    return prepare.value(kind, category, typtype, label) if is_key else prepare.literal(kind, category, 7, label)


def outcome(connection, sql):
    """Names and types of what comes back."""
    with contextlib.suppress(psycopg.Error):
        connection.execute("BEGIN")
        try:
            done = connection.execute(sql)
            return frozenset((column.name, column.type_code) for column in done.description or ())
        finally:
            connection.execute("ROLLBACK")
    return None


def broken(before, after, connection, look):
    """What succeeded, and fails by now, or gives other columns."""
    for sent, result in before.items():
        if result is None:
            continue
        if look is calls:
            # Whether it is there at all is a matter of names.
            if sent in after and after[sent] is None:
                return sent
            continue
        now = after[sent] if sent in after else outcome(connection, sent)
        if now is None or result - now:
            return sent
    return None
