"""What a server does with the statement of a case.

A result has `skipped`, or those of these fields that could be measured:

  fails          null, or the SQLSTATE with which the statement fails, in a transaction block and outside
  transactional  whether it runs inside a transaction block
  alone          the SQLSTATE with which it fails outside of one, though not inside (LOCK TABLE)
  locks          at its end; of what refuses a transaction block: that it asked for (waiting.py)
  rewrites, rebuilds, scans, creates, drops
  empty          tables without rows, whose scans do not show
  rerun          "ok", or the SQLSTATE of a second run after a first one was committed
"""
import contextlib
import time

import psycopg

import observed
import waiting

#: In a transaction block: a statement that refuses it, and a procedure that would end it.
REFUSALS = ("25001", "2D000")


def measured(server, case):
    if server.major < case.since:
        return {"skipped": f"needs PostgreSQL {case.since}"}
    if case.needs and case.needs not in server.extensions:
        return {"skipped": f"{case.needs} is not installed"}
    with server.database(), server.session(case.setup) as connection:
        empty = observed.empty(connection)
        inside = in_transaction(connection, case)
        refused = inside.get("fails") in REFUSALS
        outside = watched(server, connection, case) if refused else {"fails": failure(connection, case.sql)}
        if outside["fails"] is None:
            outside["rerun"] = failure(connection, case.sql) or "ok"
    if refused:
        locks = {} if outside["fails"] else {"locks": waiting.locks(server, case)}
        return {"transactional": False, "empty": empty, **locks, **outside}
    if inside.get("fails"):
        return inside
    if outside["fails"]:
        outside = {"fails": None, "alone": outside["fails"]}
    return {"transactional": True, "empty": empty, **inside, **outside}


def failure(connection, sql):
    try:
        connection.execute(sql)
    except psycopg.Error as error:
        return error.sqlstate or "08006"
    return None


def in_transaction(connection, case):
    before = observed.relations(connection)
    connection.execute("BEGIN")
    read_before = observed.rows_read(connection, "pg_stat_xact_all_tables")
    sqlstate = failure(connection, case.sql)
    if sqlstate:
        connection.execute("ROLLBACK")
        return {"fails": sqlstate}
    read_after = observed.rows_read(connection, "pg_stat_xact_all_tables")
    after = observed.relations(connection)
    locks = observed.Locks(before)
    locks.read(connection, connection.info.backend_pid, after)
    connection.execute("ROLLBACK")
    return {"locks": locks.listed(), **observed.changes(before, after, read_before, read_after)}


def watched(server, connection, case):
    """Runs the statement outside of a transaction block, and sees from another session what it does."""
    flush(server, connection)
    with server.session() as other:
        before = observed.relations(other)
        read_before = observed.rows_read(other, "pg_stat_all_tables")
    sqlstate = failure(connection, case.sql)
    if sqlstate:
        return {"fails": sqlstate}
    flush(server, connection)
    with server.session() as other:
        after = observed.relations(other)
        read_after = observed.rows_read(other, "pg_stat_all_tables")
    return {"fails": None, **observed.changes(before, after, read_before, read_after)}


def flush(server, connection):
    """Shows others what the session has counted."""
    with contextlib.suppress(psycopg.Error):
        if server.major >= 15:
            connection.execute("SELECT pg_stat_force_next_flush()")
            connection.execute("SELECT")
        else:
            # A session tells the collector twice a second at most.
            time.sleep(0.6)
            connection.execute("SELECT")
            time.sleep(0.2)
