"""What a catalogue holds, as rows of an object and what is said of it: the words behind `gains` and `loses`."""
import contextlib

import psycopg

import observed
import waiting

USER = "nspname !~ '^pg_' AND nspname <> 'information_schema'"
NOT_TEMPORARY = "relpersistence <> 't'"

LOOKS = {
    "tables without autovacuum": f"""
        SELECT c.oid::regclass, '' FROM pg_class c
        WHERE array_to_string(reloptions, ' ') ~ 'autovacuum_enabled=(false|off|no|0)' AND {NOT_TEMPORARY}""",
    "constrained domains": """
        SELECT oid::regtype, '' FROM pg_type t WHERE typtype = 'd'
        AND (typnotnull OR EXISTS (SELECT FROM pg_constraint WHERE contypid = t.oid))""",
    # The column is PostgreSQL 18's.
    "constraints that are not enforced": """
        SELECT conrelid::regclass, conname FROM pg_constraint c WHERE to_jsonb(c) ->> 'conenforced' = 'false'""",
    "constraints that are not valid": """
        SELECT conrelid::regclass, conname FROM pg_constraint WHERE NOT convalidated""",
    # By whatever does it: a unique constraint or an index, a CHECK or NOT NULL.
    "guarded columns": """
        SELECT indrelid::regclass, attname || ' is unique' FROM pg_index JOIN pg_attribute ON attrelid = indrelid
        WHERE indisunique AND indpred IS NULL AND indrelid > 16383 AND (attnum = ANY (indkey) OR EXISTS (
        SELECT FROM pg_depend WHERE objid = indexrelid AND refobjid = indrelid AND refobjsubid = attnum))
        UNION SELECT conrelid::regclass, attname || CASE contype WHEN 'f' THEN ' refers' ELSE ' is checked' END
        FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
        WHERE contype IN ('f', 'c')
        UNION SELECT attrelid::regclass, attname || ' is checked' FROM pg_attribute WHERE attnotnull AND attnum > 0
        AND attrelid > 16383""",
    # What has a new name is the same.
    "databases": "SELECT oid::text, '' FROM pg_database",
    # By a generation expression, a default or, as far as anybody knows, a trigger.
    "computed columns": """
        SELECT attrelid::regclass, attname FROM pg_attribute WHERE attnum > 0 AND attrelid > 16383 AND (atthasdef
        OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = attrelid AND NOT tgisinternal))""",
    "objects": f"""
        SELECT oid::regclass::text, '' FROM pg_class
        WHERE relkind IN ('v', 'm', 'S') AND {NOT_TEMPORARY} AND oid > 16383
        UNION SELECT oid::regprocedure::text, '' FROM pg_proc WHERE oid > 16383
        UNION SELECT oid::regtype::text, '' FROM pg_type WHERE typtype IN ('e', 'd') AND oid > 16383
        UNION SELECT extname, '' FROM pg_extension
        UNION SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal""",
    "primary keys": "SELECT indrelid::regclass, '' FROM pg_index WHERE indisprimary AND indrelid > 16383",
    "schemas": f"SELECT oid::text, '' FROM pg_namespace WHERE {USER}",
    "enum types": "SELECT DISTINCT enumtypid::regtype, '' FROM pg_enum",
    "enum labels": "SELECT enumtypid::regtype, enumlabel FROM pg_enum",
    "foreign keys of a narrower type": """
        SELECT conrelid::regclass, conname FROM pg_constraint
        JOIN pg_attribute own ON own.attrelid = conrelid AND own.attnum = conkey[1]
        JOIN pg_attribute other ON other.attrelid = confrelid AND other.attnum = confkey[1]
        WHERE contype = 'f' AND own.attlen < other.attlen AND own.attlen > 0""",
    "foreign keys without an index": """
        SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'f' AND NOT EXISTS (
          SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = ANY (conkey)
          AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$'))""",
    "privileges to TRUNCATE": """
        SELECT oid::regclass::text, a.grantee::regrole::text FROM pg_class, aclexplode(relacl) a
        WHERE privilege_type = 'TRUNCATE' AND a.grantee <> relowner
        UNION SELECT 'later', a.grantee::regrole::text FROM pg_default_acl, aclexplode(defaclacl) a
        WHERE privilege_type = 'TRUNCATE' AND a.grantee <> defaclrole""",
    # USAGE of a schema is no more than a way to what is in it.
    "privileges of PUBLIC": """
        SELECT oid::regclass::text, privilege_type FROM pg_class, aclexplode(relacl) a
        WHERE a.grantee = 0 AND oid > 16383
        UNION SELECT nspname, privilege_type FROM pg_namespace, aclexplode(nspacl) a
        WHERE a.grantee = 0 AND privilege_type <> 'USAGE'
        UNION SELECT 'later', privilege_type FROM pg_default_acl, aclexplode(defaclacl) a WHERE a.grantee = 0""",
    "privileges": """
        SELECT oid::regclass, a.grantee::regrole || ' ' || privilege_type FROM pg_class, aclexplode(relacl) a
        WHERE oid > 16383""",
    "privileged roles": """
        SELECT rolname, CASE WHEN rolsuper THEN 'SUPERUSER' END FROM pg_roles WHERE rolsuper
        UNION SELECT rolname, 'BYPASSRLS' FROM pg_roles WHERE rolbypassrls
        UNION SELECT rolname, 'REPLICATION' FROM pg_roles WHERE rolreplication
        UNION SELECT member::regrole::text, roleid::regrole::text FROM pg_auth_members
        WHERE roleid::regrole::text ~ '^pg_(execute|read|write)_server|^pg_(read|write)_all_data'
          AND member::regrole::text !~ '^pg_'""",
    "names that were cut": f"""
        SELECT relname, '' FROM pg_class WHERE octet_length(relname) = 63
        UNION SELECT conname, '' FROM pg_constraint WHERE octet_length(conname) = 63
        UNION SELECT attname, '' FROM pg_attribute WHERE octet_length(attname) = 63""",
    "counters of 32 bits": f"""
        SELECT attrelid::regclass, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE atttypid IN ('int2'::regtype, 'int4'::regtype) AND {NOT_TEMPORARY} AND relkind IN ('r', 'p')
          AND (attidentity <> '' OR pg_get_expr(adbin, adrelid) ~ '^nextval')""",
    "tables without a primary key": f"""
        SELECT oid::regclass, '' FROM pg_class c WHERE relkind IN ('r', 'p') AND {NOT_TEMPORARY} AND oid > 16383
          AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)""",
    # Of two that serve the same queries, the one that is not unique, or else the later one.
    "redundant indexes": """
        SELECT a.indrelid::regclass, a.indexrelid::regclass::text FROM pg_index a WHERE NOT a.indisunique
          AND a.indpred IS NULL AND a.indexprs IS NULL AND a.indrelid > 16383 AND EXISTS (
            SELECT FROM pg_index b WHERE b.indrelid = a.indrelid AND b.indexrelid <> a.indexrelid
              AND b.indpred IS NULL AND b.indexprs IS NULL AND b.indisvalid
              AND b.indkey::text || ' ' LIKE a.indkey::text || ' %'
              AND b.indclass::text || ' ' LIKE a.indclass::text || ' %'
              AND (b.indnatts > a.indnatts OR b.indisunique OR b.indexrelid < a.indexrelid))""",
    "replica identities other than the key": """
        SELECT oid::regclass, relreplident::text FROM pg_class c WHERE relkind IN ('r', 'p') AND oid > 16383
          AND (relreplident = 'n'
            OR relreplident = 'f' AND EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary))""",
    "sequences narrower than their columns": """
        SELECT attrelid::regclass, attname FROM pg_sequence JOIN pg_depend d ON
          d.objid = seqrelid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
          OR d.refobjid = seqrelid AND d.classid = 'pg_attrdef'::regclass
        LEFT JOIN pg_attrdef e ON e.oid = d.objid
        JOIN pg_attribute ON attrelid = coalesce(adrelid, refobjid) AND attnum = coalesce(adnum, refobjsubid)
        JOIN pg_type t ON t.oid = seqtypid WHERE typlen < attlen""",
    # What a row stores is what they said when it was written.
    "functions behind what is stored": """
        SELECT DISTINCT pg_describe_object(classid, objid, 0),
          refobjid::regprocedure || ' ' || provolatile::text || ' ' || md5(prosrc)
        FROM pg_depend JOIN pg_proc p ON p.oid = refobjid WHERE refclassid = 'pg_proc'::regclass
          AND classid IN ('pg_class'::regclass, 'pg_constraint'::regclass) AND refobjid > 16383""",
    "triggers that fire": """
        SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal""",
}
#: Only of what was there before the file.
OF_OLD = {"enum labels", "constraints that are not valid"}
OLD = "SELECT oid::regclass::text FROM pg_class UNION SELECT oid::regtype::text FROM pg_type"

#: Sequences and their columns: what the next value is, and the column that it goes to.
COUNTERS = """
SELECT DISTINCT seqrelid::regclass::text, attrelid::regclass::text, quote_ident(attname) FROM pg_sequence
JOIN pg_depend d ON d.objid = seqrelid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
"""

#: Everything that a schema is made of: its name, and how it is.
THINGS = f"""
SELECT relkind::text || ' ' || c.oid::regclass, coalesce(relacl::text, '') FROM pg_class c
JOIN pg_namespace n ON n.oid = relnamespace WHERE {USER} AND relkind <> 'i' AND {NOT_TEMPORARY}
UNION SELECT 'column ' || attrelid::regclass || '.' || attname,
  format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attgenerated::text || attidentity::text
FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
WHERE {USER} AND relkind <> 'i' AND attnum > 0 AND NOT attisdropped
UNION SELECT 'default of ' || adrelid::regclass || '.' || attname, pg_get_expr(adbin, adrelid)
FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE adrelid > 16383
UNION SELECT 'constraint ' || conname || ' of ' || conrelid::regclass, pg_get_constraintdef(oid)
FROM pg_constraint WHERE conrelid > 16383
UNION SELECT 'index ' || indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
JOIN pg_class c ON c.oid = indrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE {USER}
UNION SELECT 'view ' || oid::regclass, pg_get_viewdef(oid) FROM pg_class WHERE relkind IN ('v', 'm') AND oid > 16383
UNION SELECT 'trigger ' || tgname || ' of ' || tgrelid::regclass, tgenabled::text || pg_get_triggerdef(oid)
FROM pg_trigger WHERE NOT tgisinternal
UNION SELECT 'policy ' || policyname || ' of ' || tablename, coalesce(qual, '') || coalesce(with_check, '')
FROM pg_policies
UNION SELECT 'function ' || p.oid::regprocedure,
  md5(prosrc) || provolatile::text || prosecdef || coalesce(proconfig::text, '')
FROM pg_proc p WHERE p.oid > 16383
UNION SELECT 'type ' || oid::regtype, (SELECT coalesce(string_agg(enumlabel, ',' ORDER BY enumsortorder), '')
  FROM pg_enum WHERE enumtypid = t.oid)
FROM pg_type t WHERE typtype IN ('e', 'd') AND oid > 16383
UNION SELECT 'schema ' || nspname, '' FROM pg_namespace WHERE {USER}
"""

COLUMNS = """
SELECT c.oid::int8, (SELECT array_agg(attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0
  AND NOT attisdropped) FROM pg_class c WHERE oid = ANY (%s)
"""


def rows(connection, name):
    if name == "sequences behind their columns":
        return behind(connection)
    return {tuple(map(str, row)) for row in connection.execute(LOOKS[name]).fetchall()}


def behind(connection):
    found = set()
    for sequence, table, column in connection.execute(COUNTERS).fetchall():
        least = f"SELECT last_value + is_called::int <= (SELECT max({column}) FROM {table}) FROM {sequence}"
        if connection.execute(least).fetchone()[0]:
            found.add((table, column))
    return found


def old(connection):
    return {name for (name,) in connection.execute(OLD).fetchall()}


def things(connection):
    return dict(connection.execute(THINGS).fetchall())


def contents(connection):
    """The columns and the number of rows of every table."""
    tables = {oid: one for oid, one in observed.relations(connection).items()
              if one.kind in ("table", "materialized view", "composite type")}  # fmt: skip
    columns = dict(connection.execute(COLUMNS, [list(tables)]).fetchall())
    rows = {oid: (set(columns.get(oid) or ()), 0) for oid in tables}
    for oid, one in tables.items():
        with contextlib.suppress(psycopg.Error):
            count = connection.execute(f"SELECT count(*) FROM ONLY {waiting.quoted(one.name)}").fetchone()[0]
            rows[oid] = (set(columns.get(oid) or ()), count)
    return rows
