"""The database that an example finds: that of schema.sql, less what the example makes itself, and no table empty."""
import contextlib
import re

import observed
import psycopg
import waiting

NAME = r'(?P<name>[\w.]+)'
THERE = r"(?:IF NOT EXISTS )?"
#: What makes something, and what drops it.
MAKERS = [
    (rf"CREATE TABLE {THERE}{NAME}", "DROP TABLE {name} CASCADE"),
    (rf"CREATE (?:OR REPLACE )?VIEW {NAME}", "DROP VIEW {name} CASCADE"),
    (rf"CREATE MATERIALIZED VIEW {THERE}{NAME}", "DROP MATERIALIZED VIEW {name} CASCADE"),
    (rf"CREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?{THERE}{NAME}", "DROP INDEX {name} CASCADE"),
    (rf"CREATE (?:TYPE|DOMAIN) {NAME}", "DROP TYPE {name} CASCADE"),
    (rf"CREATE (?:OR REPLACE )?FUNCTION {NAME}", "DROP FUNCTION {name} CASCADE"),
    (rf"ALTER TABLE (?P<table>[\w.]+)[^;]*?ADD COLUMN {THERE}{NAME}", "ALTER TABLE {table} DROP COLUMN {name} CASCADE"),
    (rf"ALTER TABLE (?P<table>[\w.]+)[^;]*?ADD CONSTRAINT {NAME}", "ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE"),
    (rf"ALTER TABLE (?P<table>[\w.]+)\s+RENAME COLUMN \w+ TO {NAME}", "ALTER TABLE {table} DROP COLUMN {name} CASCADE"),
    (rf"ALTER TABLE [\w.]+\s+RENAME TO {NAME}", "DROP TABLE {name} CASCADE"),
    (rf"CREATE SCHEMA {THERE}{NAME}", "DROP SCHEMA {name} CASCADE"),
    (rf"CREATE SEQUENCE {THERE}{NAME}", "DROP SEQUENCE {name} CASCADE"),
    (rf"CREATE EXTENSION {THERE}{NAME}", "DROP EXTENSION {name} CASCADE"),
    (rf"ALTER SEQUENCE [\w.]+\s+RENAME TO {NAME}", "DROP SEQUENCE {name} CASCADE"),
]
DATABASES = re.compile(r"\b(?:DROP|ALTER) DATABASE (?:IF EXISTS )?(\w+_\w+)", re.IGNORECASE)
COLUMNS = """
SELECT attname::text, format_type(atttypid, NULL), typcategory::text, typtype::text,
  (SELECT min(enumlabel) FROM pg_enum WHERE enumtypid = t.oid)
FROM pg_attribute JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
  AND pg_get_expr(adbin, adrelid) ~ '^nextval' IS NOT TRUE ORDER BY attnum
"""
ROWS = 20
#: What an example may have made of roles, which belong to the server.
ROLES = ("app_reader", "app_writer", "app_owner", "reporting_user")
RIGHTS = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s::regrole"


def reset_roles(connection):
    for role in ROLES:
        connection.execute(f"ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS NOREPLICATION NOLOGIN PASSWORD NULL")
        connection.execute(f"ALTER ROLE {role} RESET ALL")
        for (right,) in connection.execute(RIGHTS, [role]).fetchall():
            connection.execute(f"REVOKE {right} FROM {role}")


def unmake(text):
    """The statements that drop what an example makes, where its name is not mentioned before."""
    found = []
    for pattern, drop in MAKERS:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            name = match["name"]
            if not re.search(rf"\b{re.escape(name)}\b", text[:match.start("name")]):
                found.append(drop.format(**match.groupdict()))
    return found


def databases(text):
    """Databases that an example wants to be there."""
    return sorted(set(DATABASES.findall(text)))


def fill(connection):
    """Rows for tables that have none: only then does it show what is done to them."""
    for name in observed.empty(connection):
        with contextlib.suppress(psycopg.Error):
            oid = connection.execute("SELECT %s::regclass::oid::int8", [waiting.quoted(name)]).fetchone()[0]
            columns = connection.execute(COLUMNS, [oid]).fetchall()
            names = ", ".join(f'"{column[0]}"' for column in columns)
            values = ", ".join(value(*column[1:]) for column in columns)
            connection.execute(
                f"INSERT INTO {waiting.quoted(name)} ({names}) SELECT {values} FROM generate_series(1, {ROWS}) g"
            )


def literal(kind, category, number=1, label=None):
    """One value of a type."""
    return re.sub(r"\bg\b", str(number), value(kind, category, "", label))


def value(kind, category, _, label):
    by_category = {"N": "g", "S": "'x' || g", "B": "true", "D": "now() + g * interval '1 day'", "A": "'{}'"}
    if category == "E" and label:
        return f"'{label}'"
    if kind in ("json", "jsonb"):
        return "'{}'"
    if kind == "uuid":
        return "gen_random_uuid()"
    return f"({by_category[category]})::{kind}" if category in by_category else "NULL"
