"""What other roles than the owner can do: rows that policies show them, code that runs with rights of others."""
import contextlib

import psycopg

import clients
import prepare

#: Nobody's member: what PUBLIC has, and whoever is signed in or not where a file makes such roles.
ROLES = ("app_reader", "anon", "authenticated")
OWNER = "app_owner"
LONG = "long" * 30
TABLES = """
SELECT oid::regclass::text, oid::int8 FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND oid > 16383 ORDER BY 1
"""
SECURED = "SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity"
VIEWS = """
SELECT DISTINCT v.oid::regclass::text, t.oid::regclass::text FROM pg_class v JOIN pg_rewrite ON ev_class = v.oid
JOIN pg_depend d ON objid = pg_rewrite.oid AND deptype = 'n' JOIN pg_class t ON t.oid = refobjid
WHERE v.relkind IN ('v', 'm') AND v.oid > 16383 AND t.relkind IN ('r', 'p', 'v') AND t.oid <> v.oid
"""
MADE = """
SELECT p.oid::regprocedure::text, quote_ident(nspname) || '.' || quote_ident(proname), prokind::text,
  ARRAY(SELECT format_type(a, NULL) FROM unnest(proargtypes) WITH ORDINALITY u (a, o) ORDER BY o),
  ARRAY(SELECT typcategory::text FROM unnest(proargtypes) WITH ORDINALITY u (a, o)
    JOIN pg_type ON pg_type.oid = a ORDER BY o), prorettype = 'trigger'::regtype, prosecdef
FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE p.oid > 16383
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
"""
#: Arguments that are SQL of their own wherever they become a part of some.
INJECTED = ("injected()", ", injected()", "orders WHERE injected()", "SELECT injected()")
INJECTION = "IN001"


@contextlib.contextmanager
def taken_back(connection):
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def existing(connection):
    return [role for role in ROLES if connection.execute("SELECT to_regrole(%s)", [role]).fetchone()[0]]


def rows(connection):
    """How many rows each role, and an owner without other rights, can read, change, delete and insert."""
    found = {}
    with taken_back(connection):
        tables = [(name, [column for column in connection.execute(clients.COLUMNS, [oid]).fetchall() if not column[6]])
                  for name, oid in connection.execute(TABLES).fetchall()]  # fmt: skip
        all_roles = (*existing(connection), OWNER)
        for number, role in enumerate(all_roles, 1):
            for name, columns in tables:
                own_row(connection, name, columns, role, 90000 + number)
                own_row(connection, name, columns, LONG, 91000 + number)
        for name, columns in tables:
            for role in all_roles:
                counts = [affected(connection, name, role, sql) for sql in statements(name, columns, role)]
                found[name, role] = counts
    return found


def own_row(connection, name, columns, text, number):
    """A row that is a role's own, as policies of whatever kind may know it, or has long texts."""
    values = (f"'{text}'" if column[2] == "S" else prepare.literal(*column[1:3], number, column[4])
              for column in columns)  # fmt: skip
    connection.execute("SAVEPOINT s")
    with contextlib.suppress(psycopg.Error):
        connection.execute(f"INSERT INTO {name} ({', '.join(column[0] for column in columns)}) OVERRIDING SYSTEM VALUE "
                           f"VALUES ({', '.join(values)})")  # fmt: skip
        return
    connection.execute("ROLLBACK TO s")


def affected(connection, name, role, sql):
    connection.execute("SAVEPOINT s")
    try:
        if role == OWNER:
            connection.execute(f"ALTER TABLE {name} OWNER TO {OWNER}")
        else:
            connection.execute(f"GRANT ALL ON {name} TO {role}")
        connection.execute(f"GRANT USAGE ON SCHEMA public, shop TO {role}")
        connection.execute(f"SET LOCAL ROLE {role}")
        return connection.execute(sql).rowcount
    except psycopg.Error:
        return 0
    finally:
        connection.execute("ROLLBACK TO s")


def statements(name, columns, role):
    yield f"SELECT FROM {name}"
    if columns:
        # Only what reads no column needs no policy for SELECT.
        free = next((column[0] for column in columns[::-1] if not column[5]), columns[-1][0])
        yield f"UPDATE {name} SET {free} = DEFAULT"
        yield f"DELETE FROM {name}"
        values = ", ".join(prepare.value(*column[1:5]) for column in columns)
        yield (f"INSERT INTO {name} ({', '.join(column[0] for column in columns)}) OVERRIDING SYSTEM VALUE "
               f"SELECT {values} FROM generate_series(100001, 100001) g")  # fmt: skip


def changed(before, after, wanted):
    """Where a role can do more or less than before; `wanted` compares two counts of rows."""
    return [key for key in before.keys() & after.keys() if any(map(wanted, before[key], after[key]))]


def bypassing(connection):
    """Views that show a role more than their tables do."""
    seen = rows(connection)
    pairs = connection.execute(VIEWS).fetchall()
    secured = {name for (name,) in connection.execute(SECURED).fetchall()}
    secured |= {view for view, table in pairs if table in secured}
    return {view for view, table in pairs for role in existing(connection)
            if table in secured and seen[view, role][0] > below(table, pairs, seen, role)}  # fmt: skip


def below(table, pairs, seen, role):
    """What the tables below a view show, which may itself be a view."""
    under = [other for view, other in pairs if view == table]
    return min((below(other, pairs, seen, role) for other in under), default=seen[table, role][0])


def injected(connection):
    """Functions that run what they are given."""
    found = set()
    for name, call, kind, types, categories, is_trigger, _ in connection.execute(MADE).fetchall():
        for text in () if is_trigger else INJECTED:
            values = ", ".join(f"'{text}'" if category == "S" else prepare.literal(one, category)
                               for one, category in zip(types, categories))  # fmt: skip
            with taken_back(connection):
                connection.execute("CREATE FUNCTION public.injected() RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS "
                                   f"$$ BEGIN RAISE SQLSTATE '{INJECTION}'; END $$")  # fmt: skip
                try:
                    connection.execute(f"{'CALL' if kind == 'p' else 'SELECT * FROM'} {call}({values})")
                except psycopg.Error as error:
                    found |= {name} if error.sqlstate == INJECTION else set()
    return found


def deceived(connection):
    """Functions with rights of their owner that find a temporary table of their caller in place of another."""
    found = set()
    for name, call, kind, types, categories, is_trigger, is_definer in connection.execute(MADE).fetchall():
        if not is_definer:
            continue
        with taken_back(connection):
            tables = [table for table, _ in connection.execute(TABLES).fetchall() if "." not in table]
            for table in tables:
                connection.execute(f"CREATE TEMPORARY TABLE {table} AS SELECT * FROM public.{table} WITH NO DATA")
            with contextlib.suppress(psycopg.Error):
                if is_trigger:
                    connection.execute("CREATE TRIGGER t BEFORE UPDATE ON public.orders "
                                       f"FOR EACH ROW EXECUTE FUNCTION {name}")  # fmt: skip
                    connection.execute("SAVEPOINT s")
                    connection.execute("UPDATE public.orders SET id = id WHERE id = 1")
                else:
                    values = ", ".join(prepare.literal(*pair) for pair in zip(types, categories))
                    connection.execute(f"{'CALL' if kind == 'p' else 'SELECT * FROM'} {call}({values})")
                used = connection.execute("SELECT relid::regclass::text FROM pg_stat_xact_user_tables WHERE "
                                          "schemaname ~ '^pg_temp' "
                                          "AND seq_scan + n_tup_ins > 0").fetchall()  # fmt: skip
                found |= {name} if used else set()
    return found
