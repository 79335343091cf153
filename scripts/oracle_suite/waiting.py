"""The locks of a statement that refuses a transaction block.

Its locks are gone when it is done, so it is made to wait. Another session holds locks of one mode on all tables; the
statement stops where it first asks for a lock that conflicts. That table is left alone from then on, and the statement
tried again, until it gets through; then with the next stronger mode held. The weakest locks of others stop only the
strongest requests, so the first request seen on a table is the strongest that the statement makes.
"""
import contextlib
import threading
import time

import psycopg

import observed

INDEXES = "SHARE UPDATE EXCLUSIVE on indexes"
HELD = [
    "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", INDEXES, "EXCLUSIVE", "ACCESS EXCLUSIVE",
]  # fmt: skip
WAITS = """
SELECT locktype, mode, relation::int8, virtualxid FROM pg_locks WHERE pid = %s AND NOT granted ORDER BY 1, 2, 3, 4
"""
MAXIMAL_TRIES = 100
MAXIMAL_SECONDS = 60
LOOK_AGAIN_SECONDS = 0.004


class Stuck(Exception):
    """The statement waits and nothing here ends it."""


def locks(server, case):
    book = None
    left_alone = set()
    for mode in HELD:
        for _ in range(MAXIMAL_TRIES):
            with server.database(), server.session(case.setup) as connection, server.session() as observer:
                book = book or observed.Locks(observed.relations(observer))
                stopped_at = run(server, connection, observer, case, mode, left_alone, book)
            if stopped_at is None:
                break
            left_alone.add(stopped_at)
        else:
            raise Stuck(f"waits even after {MAXIMAL_TRIES} tries")
    return book.listed()


def run(server, connection, observer, case, mode, left_alone, book):
    """The relation for whose lock the statement waits; None if it gets through."""
    process = connection.info.backend_pid
    runner = threading.Thread(target=execute, args=(connection, case.sql), daemon=True)
    holder = hold(server, observer, mode, left_alone)
    try:
        runner.start()
        deadline = time.monotonic() + MAXIMAL_SECONDS
        seen = None
        while runner.is_alive():
            if time.monotonic() > deadline:
                raise Stuck(f"waits for {seen}")
            waits = observer.execute(WAITS, [process]).fetchall()
            time.sleep(LOOK_AGAIN_SECONDS)
            if not waits or waits == seen or waits != observer.execute(WAITS, [process]).fetchall():
                continue
            seen = waits
            now = observed.relations(observer)
            book.read(observer, process, now)
            kind, _, oid, _ = waits[0]
            relation = book.before.get(oid) or now.get(oid)
            if kind == "relation":
                observer.execute("SELECT pg_cancel_backend(%s)", [process])
                # In the way may also be the catalogue that the holder has written; that is as far as it goes.
                return relation.name if relation else None
            # For the end of older transactions: a younger one takes over, so that further requests are seen.
            with contextlib.suppress(psycopg.errors.LockNotAvailable):
                older, holder = holder, hold(server, observer, mode, left_alone)
                older.close()
        return None
    finally:
        holder.close()
        runner.join()


def execute(connection, sql):
    with contextlib.suppress(psycopg.Error):
        connection.execute(sql)


def hold(server, observer, mode, left_alone):
    """A session with a transaction that holds locks of a mode."""
    known = observed.relations(observer)
    names = {oid: quoted(relation.name) for oid, relation in known.items()}
    busy = {relation.table for relation in known.values() if relation.name in left_alone}
    others = [relation for relation in known.values() if relation.name not in left_alone]
    connection = server.connect()
    try:
        connection.execute("SET lock_timeout = '500ms'")
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if mode == "ACCESS SHARE" else "BEGIN")
        connection.execute("SELECT pg_current_xact_id()" if mode == "ROW EXCLUSIVE" else "SELECT 1")
        for relation in others:
            if mode == INDEXES:
                if relation.kind.endswith("index"):
                    connection.execute(f"COMMENT ON INDEX {names[relation.oid]} IS NULL")
            elif relation.kind in ("table", "partitioned table"):
                connection.execute(f"LOCK TABLE ONLY {names[relation.oid]} IN {mode} MODE")
            elif relation.kind == "materialized view" and mode == "SHARE UPDATE EXCLUSIVE":
                # LOCK does not take it.
                connection.execute(f"COMMENT ON MATERIALIZED VIEW {names[relation.oid]} IS NULL")
            if mode == "ACCESS SHARE" and relation.kind in ("table", "materialized view") and relation.oid not in busy:
                # Who plans a query locks the indexes, too.
                connection.execute(f"EXPLAIN SELECT FROM ONLY {names[relation.oid]}")
    except BaseException:
        connection.close()
        raise
    return connection


def quoted(name):
    schema, _, relation = name.partition(".")
    return f'"{schema}"."{relation}"'
