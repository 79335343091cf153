"""An example on a server."""
import contextlib
import pathlib
import re
import subprocess
from dataclasses import dataclass, field

import psycopg

import catalogue
import looks
import measure
import migrations
import observed
import prepare
import server as servers
import waiting
import words

#: A timeout that ends what takes its time; an hour is time enough.
TIMED = """
SELECT bool_or(setting::bigint BETWEEN 1 AND 3599999) FROM pg_settings
WHERE name IN ('statement_timeout', 'lock_timeout')
"""
#: Whether a table of PostgreSQL's own was changed as one changes tables: DDL gives its locks back at once.
CATALOGUES = """
SELECT EXISTS (SELECT FROM pg_locks JOIN pg_class c ON c.oid = relation
  WHERE pid = pg_backend_pid() AND mode = 'RowExclusiveLock' AND relkind = 'r' AND c.oid < 16384)
"""
#: What a second run does no harm with.
HARMLESS = ("VariableSetStmt", "SelectStmt", "VacuumStmt", "VariableShowStmt")
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
        #: Lists of sections: of the files that go forward and, behind all of them, of the ways back.
        self.files = files
        self.places = {(file, number, place): one for file, sections in enumerate(files)
                       for number, section in enumerate(sections)
                       for place, one in enumerate(section.statements)}  # fmt: skip
        text = "".join(section.text for sections in files for section in sections)
        self.undo, self.databases = prepare.unmake(text), prepare.databases(text)
        ways_back = [file for file, sections in enumerate(files) if sections[0].is_back]
        #: Where the first way back begins, and where the file begins that it leads back from.
        self.first_back = min(ways_back, default=None)
        names = {migrations.stem(files[file][0].path) for file in ways_back}
        self.first_reversible = next(
            (file for file, sections in enumerate(files) if migrations.stem(sections[0].path) in names), None)

    @contextlib.contextmanager
    def session(self):
        prepare.reset_roles(self.server.admin)
        with self.server.database(), self.server.session() as connection:
            # What was not there need not be dropped.
            self.undo = [sql for sql in self.undo if measure.failure(connection, sql) is None]
            for name in self.databases:
                connection.execute(f"CREATE DATABASE {name}")
            yield connection

    # One statement after the other, each a transaction of its own.

    def alone(self):
        """What each statement does by itself, by its place: of file, section and statement."""
        shown = {}
        done = []
        with self.session() as connection:
            for file, sections in enumerate(self.files):
                if sections[0].is_back and not any(one.is_marked for part in sections for one in part.statements):
                    continue
                prepare.fill(connection)
                there, had = observed.relations(connection), looks.contents(connection)
                for number, section in enumerate(sections):
                    for place, statement in enumerate(section.statements):
                        if statement.node == "TransactionStmt":
                            continue
                        shown[file, number, place] = self.measured(connection, statement, there, had, done)
                        if shown[file, number, place].sqlstate is None:
                            done.append(statement.sql)
        return shown

    def measured(self, connection, statement, there, had, done):
        before, held = observed.relations(connection), looks.contents(connection)
        connection.execute("BEGIN")
        read_before = observed.rows_read(connection, "pg_stat_xact_all_tables")
        written_before = rows_written(connection)
        noticed = Notices(connection)
        timed = connection.execute(TIMED).fetchone()[0]
        sqlstate = failure(connection, statement)
        shown = Shown(sqlstate=sqlstate, work=noticed.work(there) | ({"under a timeout"} if timed else set()))
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
        if connection.execute(CATALOGUES).fetchone()[0]:
            shown.work.add("changes a catalogue")
        connection.execute("COMMIT")
        names = {relation.name: oid for oid, relation in there.items() if not is_temporary(relation)}
        shown.own = {(names[lock["relation"]], lock["mode"]) for lock in book.listed()
                     if lock["relation"] in names and not lock["new"]}  # fmt: skip
        shown.locks = {mode for _, mode in shown.own}
        shown.work |= work(before, after, read_before, read_after, there) | lost(held, looks.contents(connection), had)
        if written & set(there):
            shown.work |= {"writes", "work"}
        return shown

    def outside(self, connection, statement, there, had, done):
        """Of a statement that refuses a transaction block."""
        before, held = observed.relations(connection), looks.contents(connection)
        measure.flush(self.server, connection)
        with self.server.session() as other:
            read_before = observed.rows_read(other, "pg_stat_all_tables")
        timed = connection.execute(TIMED).fetchone()[0]
        sqlstate = measure.failure(connection, statement.sql)
        if sqlstate:
            return Shown(sqlstate=sqlstate)
        measure.flush(self.server, connection)
        with self.server.session() as other:
            after, read_after = observed.relations(other), observed.rows_read(other, "pg_stat_all_tables")
        shown = Shown(work=work(before, after, read_before, read_after, there))
        shown.work |= lost(held, looks.contents(connection), had)
        shown.work |= {"under a timeout"} if timed else set()
        shown.locks = lambda: self.waited(statement, there, done)
        return shown

    def waited(self, statement, there, done):
        case = catalogue.Case("example", "example", (*self.undo, *done), statement.sql)
        names = {relation.name for relation in there.values()}
        return {lock["mode"] for lock in waiting.locks(self.server, case) if lock["relation"] in names}

    # As the runner sends it.

    def sent(self, skipped=frozenset(), watch=None, times=1):
        """The first statement that fails, by its place, with its SQLSTATE; and the locks held behind each.

        What does not fail the second time, but leaves more behind than the first time, is told as "again".
        """
        held, left = {}, None
        watch = watch or words.Watch()
        with self.session() as connection:
            connection.add_notice_handler(lambda diagnostic: watch.notice(diagnostic.sqlstate))
            for run in range(times):
                if run:
                    watch.again(connection)
                failed = self.send_all(connection, run, skipped, watch, held)
                if failed:
                    watch.ends(connection)
                    return *failed, held
                leaves = size(connection) if times > 1 else None
                if left and leaves != left:
                    watch.ends(connection)
                    return None, "again", held
                left = leaves
            watch.ends(connection)
        return None, None, held

    def send_all(self, connection, run, skipped, watch, held):
        for file, sections in enumerate(self.files):
            if run == 0:
                prepare.fill(connection)
            watch.begins(connection, file)
            there = observed.relations(connection)
            for number, section in enumerate(sections):
                failed = self.send(connection, section, (file, number), skipped, there, held, watch)
                if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                    connection.execute("ROLLBACK")
                if failed:
                    return failed
                watch.committed(connection)
        # A run has a session of its own.
        connection.execute("DISCARD TEMP")
        return None

    def send(self, connection, section, at, skipped, there, held, watch):
        statements = [((*at, place), one) for place, one in enumerate(section.statements)
                      if (*at, place) not in skipped]  # fmt: skip
        if section.is_one_string and any(one.node == "TransactionStmt" for _, one in statements):
            return self.send_string(connection, statements, section.is_wrapped)
        # One string of several statements is a transaction of its own making.
        is_wrapped = section.is_wrapped or section.is_one_string and len(statements) > 1
        if is_wrapped:
            connection.execute("BEGIN")
        for place, one in statements:
            watch.before(connection, place)
            sqlstate = failure(connection, one)
            if sqlstate:
                return place, sqlstate
            held[place] = locks_held(connection, there)
            watch.after(connection, place, section)
            if connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE:
                watch.committed(connection)
        if is_wrapped and connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            with contextlib.suppress(psycopg.Error):
                connection.execute("COMMIT")
        return None

    def send_string(self, connection, statements, is_wrapped):
        """One string with BEGIN or COMMIT in it. Which statement fails shows in how many have to be sent for that."""
        for count in range(1, len(statements) + 1):
            if is_wrapped:
                connection.execute("BEGIN")
            sqlstate = measure.failure(connection, ";\n".join(one.sql for _, one in statements[:count]))
            if sqlstate:
                return statements[count - 1][0], sqlstate
            if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE and count < len(statements):
                connection.execute("ROLLBACK")
        return None

    def is_stuck_behind(self, at):
        """Whether the file fails when it is sent once more, after it has come as far as this, of several statements."""
        file, number, last = at
        section = self.files[file][number]
        if sum(one.node not in HARMLESS for one in section.statements) < 2 or section.is_wrapped:
            return False
        with self.session() as connection:
            prepare.fill(connection)
            for sections in self.files[:file]:
                for one in (one for part in sections for one in part.statements):
                    failure(connection, one)
            done = [failure(connection, one) for one in section.statements[:last + 1]]
            again = [failure(connection, one) for one in section.statements]
        return not any(done) and any(again)

    def strong(self):
        """The places of statements that take a lock on what was there which others notice."""
        least = observed.STRENGTH["ShareRowExclusiveLock"]
        alone = self.alone()
        return {at for at, shown in alone.items() if not callable(shown.locks)
                and any(observed.STRENGTH[mode] >= least for mode in shown.locks)}  # fmt: skip


def failure(connection, statement):
    """The SQLSTATE with which it fails; the rows of a COPY follow it, or are thrown away."""
    if not re.match(r"COPY\b.*\b(FROM STDIN|TO STDOUT)", statement.sql, re.IGNORECASE | re.DOTALL):
        return measure.failure(connection, statement.sql)
    try:
        with connection.cursor() as cursor, cursor.copy(statement.sql) as copy:
            if re.search(r"FROM STDIN", statement.sql, re.IGNORECASE):
                copy.write(statement.rows)
            else:
                list(copy)
    except psycopg.Error as error:
        return error.sqlstate or "08006"
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


def size(connection):
    """How many relations there are, constraints, and rows."""
    tables = looks.contents(connection)
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


def run_by_psql(server, programs, files):
    """Files with commands and variables of psql's: only whether they run."""
    trial = Trial(server, [])
    text = "".join(file.text for file in files)
    trial.undo, trial.databases = prepare.unmake(text), prepare.databases(text)
    names = sorted(set(re.findall(r"(?<![:\w]):['\"]?([a-zA-Z_]\w*)", re.sub(r"(?<!:)'[^']*'", "''", text)))
                   - set(re.findall(r"^\\set (\w+)", text, re.MULTILINE)))  # fmt: skip
    given = [f"--set={name}=given" for name in names]
    with trial.session():
        for file in files:
            command = [pathlib.Path(programs) / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *given]
            where = ["-h", server.host, "-U", "postgres", "-d", servers.DATABASE, "-f", "-"]
            done = subprocess.run([*command, *where], input=file.text, capture_output=True, text=True)
            if done.returncode:
                yield f"psql says: {done.stderr.strip().splitlines()[0]}"
