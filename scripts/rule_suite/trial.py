"""An example on a server."""
import contextlib
from dataclasses import dataclass, field

import psycopg

import catalogue
import measure
import observed
import prepare
import waiting

COLUMNS = """
SELECT c.oid::int8, (SELECT array_agg(attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0
  AND NOT attisdropped) FROM pg_class c WHERE oid = ANY (%s)
"""
WRITTEN = "SELECT relid::int8, (n_tup_ins + n_tup_upd + n_tup_del)::int8 FROM pg_stat_xact_all_tables"


@dataclass
class Shown:
    """What a server shows of one statement."""

    #: On relations that were there before the file.
    locks: set = field(default_factory=set)
    #: The same: pairs of a relation's oid and a mode.
    own: set = field(default_factory=set)
    #: By its transaction, when it is done: pairs of a relation's oid and a mode.
    held: set = field(default_factory=set)
    work: set = field(default_factory=set)
    sqlstate: str | None = None



class Trial:
    def __init__(self, server, files):
        self.server = server
        #: Lists of sections.
        self.files = files
        self.undo = prepare.unmake("".join(section.text for sections in files for section in sections))

    @contextlib.contextmanager
    def session(self):
        with self.server.database(), self.server.session() as connection:
            # What was not there need not be dropped.
            self.undo = [sql for sql in self.undo if measure.failure(connection, sql) is None]
            yield connection

    # One statement after the other, each a transaction of its own.

    def alone(self):
        """What each statement does by itself, by its place: of file, section and statement."""
        shown = {}
        done = []
        with self.session() as connection:
            for file, sections in enumerate(self.files):
                prepare.fill(connection)
                there, had = observed.relations(connection), contents(connection)
                for number, section in enumerate(sections):
                    for place, statement in enumerate(section.statements):
                        if statement.node == "TransactionStmt":
                            continue
                        shown[file, number, place] = self.measured(connection, statement, there, had, done)
                        if shown[file, number, place].sqlstate is None:
                            done.append(statement.sql)
        return shown

    def measured(self, connection, statement, there, had, done):
        before, held = observed.relations(connection), contents(connection)
        connection.execute("BEGIN")
        read_before = observed.rows_read(connection, "pg_stat_xact_all_tables")
        written_before = rows_written(connection)
        noticed = Notices(connection)
        sqlstate = measure.failure(connection, statement.sql)
        shown = Shown(sqlstate=sqlstate, work=noticed.work(there))
        if sqlstate in measure.REFUSALS:
            connection.execute("ROLLBACK")
            return self.outside(connection, statement, there, had, done)
        if sqlstate:
            connection.execute("ROLLBACK")
            return shown
        after = observed.relations(connection)
        read_after = observed.rows_read(connection, "pg_stat_xact_all_tables")
        written = {oid for oid, rows in rows_written(connection).items() if rows > written_before.get(oid, 0) + 1}
        book = observed.Locks(before)
        book.read(connection, connection.info.backend_pid, after)
        connection.execute("COMMIT")
        names = {relation.name: oid for oid, relation in there.items() if not is_temporary(relation)}
        shown.own = {(names[lock["relation"]], lock["mode"]) for lock in book.listed()
                     if lock["relation"] in names and not lock["new"]}  # fmt: skip
        shown.locks = {mode for _, mode in shown.own}
        shown.work |= work(before, after, read_before, read_after, there) | lost(held, contents(connection), had)
        if written & set(there):
            shown.work |= {"writes", "work"}
        return shown

    def outside(self, connection, statement, there, had, done):
        """Of a statement that refuses a transaction block."""
        before, held = observed.relations(connection), contents(connection)
        measure.flush(self.server, connection)
        with self.server.session() as other:
            read_before = observed.rows_read(other, "pg_stat_all_tables")
        sqlstate = measure.failure(connection, statement.sql)
        if sqlstate:
            return Shown(sqlstate=sqlstate)
        measure.flush(self.server, connection)
        with self.server.session() as other:
            after, read_after = observed.relations(other), observed.rows_read(other, "pg_stat_all_tables")
        shown = Shown(work=work(before, after, read_before, read_after, there) | lost(held, contents(connection), had))
        shown.locks = lambda: self.waited(statement, there, done)
        return shown

    def waited(self, statement, there, done):
        case = catalogue.Case("example", "example", (*self.undo, *done), statement.sql)
        names = {relation.name for relation in there.values()}
        return {lock["mode"] for lock in waiting.locks(self.server, case) if lock["relation"] in names}

    # As the runner sends it.

    def failure(self, skipped=frozenset(), times=1):
        """The first statement that fails, by its place, with its SQLSTATE; and the locks held behind each.

        What does not fail the second time, but leaves more behind than the first time, is told as "again".
        """
        held = {}
        with self.session() as connection:
            left = None
            for run in range(times):
                for file, sections in enumerate(self.files):
                    if run == 0:
                        prepare.fill(connection)
                    there = observed.relations(connection)
                    for number, section in enumerate(sections):
                        failed = self.send(connection, section, (file, number), skipped, there, held)
                        with contextlib.suppress(psycopg.Error):
                            connection.execute("ROLLBACK")
                        if failed:
                            return *failed, held
                leaves = size(connection)
                # A run has a session of its own.
                connection.execute("DISCARD TEMP")
                if left and leaves != left:
                    return None, "again", held
                left = leaves
        return None, None, held

    def send(self, connection, section, at, skipped, there, held):
        statements = [(place, one) for place, one in enumerate(section.statements) if (*at, place) not in skipped]
        if section.is_one_string and any(one.node == "TransactionStmt" for _, one in statements):
            return self.send_string(connection, statements, at, section.is_wrapped)
        # One string of several statements is a transaction of its own making.
        is_wrapped = section.is_wrapped or section.is_one_string and len(statements) > 1
        if is_wrapped:
            connection.execute("BEGIN")
        for place, one in statements:
            sqlstate = measure.failure(connection, one.sql)
            if sqlstate:
                return (*at, place), sqlstate
            held[(*at, place)] = locks_held(connection, there)
        if is_wrapped:
            with contextlib.suppress(psycopg.Error):
                connection.execute("COMMIT")
        return None

    def send_string(self, connection, statements, at, is_wrapped):
        """One string that has BEGIN or COMMIT in it. Which statement fails shows in how many have to be sent for that."""
        for count in range(1, len(statements) + 1):
            if is_wrapped:
                connection.execute("BEGIN")
            sqlstate = measure.failure(connection, ";\n".join(one.sql for _, one in statements[:count]))
            if sqlstate:
                return (*at, statements[count - 1][0]), sqlstate
            with contextlib.suppress(psycopg.Error):
                connection.execute("ROLLBACK")
        return None


class Notices:
    """What the server says beside the result of a statement, from now on until it is asked."""

    def __init__(self, connection):
        self.connection, self.texts = connection, []
        connection.add_notice_handler(self.note)

    def note(self, diagnostic):
        self.texts += f"{diagnostic.message_primary}\n{diagnostic.message_detail}".split("\n")

    def work(self, there):
        """cascades: to what belongs to a relation that was there before the file."""
        self.connection.remove_notice_handler(self.note)
        names = {relation.name.partition(".")[2] for relation in there.values()}
        reached = (text.rpartition(" ")[2].strip('"') for text in self.texts if "cascades to" in text)
        return {"cascades"} if any(name.rpartition(".")[2] in names for name in reached) else set()


def is_temporary(relation):
    return relation.name.startswith("pg_temp")


def rows_written(connection):
    return dict(connection.execute(WRITTEN).fetchall())


def work(before, after, read_before, read_after, there):
    """rewrite, scan, build: of relations that were there before the file."""
    changes = observed.changes(before, after, read_before, read_after)
    names = {relation.name for relation in there.values()}
    found = set()
    if names & set(changes["rewrites"]):
        found.add("rewrite")
    if names & set(changes["scans"]):
        found.add("scan")
    is_new = [one for oid, one in after.items() if oid not in before and one.table in there]
    if names & set(changes["rebuilds"]) or any(one.kind == "index" for one in is_new):
        found.add("build")
    return found | {"work"} if found else found


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


def size(connection):
    """How many relations there are, constraints, and rows."""
    tables = contents(connection)
    constraints = connection.execute("SELECT count(*) FROM pg_constraint").fetchone()[0]
    return len(observed.relations(connection)), constraints, sum(count for _, count in tables.values())


def lost(before, after, had):
    """data: of what the file has found."""
    for oid, (columns, count) in before.items():
        if oid in had and (oid not in after or after[oid][1] < count or columns & had[oid][0] - after[oid][0]):
            return {"data"}
    return set()


def locks_held(connection, there):
    rows = connection.execute(observed.LOCKS, [connection.info.backend_pid]).fetchall()
    return {(oid, mode) for oid, mode in rows if oid in there and there[oid].kind.endswith("table")}
