"""What a server says of the labels."""
import contextlib
import pathlib
import re
import sys

import psycopg

import cases as suite

sys.path.append(str(pathlib.Path(__file__).parent.parent / "oracle_suite"))
import observed  # noqa: E402

#: Words whose absence a server shows, too: no statement without the label does that.
WORK = {"rewrite", "scan", "build", "held", "rows"}
TELLING = WORK | {"fails", "data"}
SHOWN = TELLING | {"lock", "client"}
CASE, TEMPLATE = "comparison_case", "comparison_template"
BLOCKS_WRITES = observed.STRENGTH["ShareLock"]
#: Nobody writes materialized views.
BLOCKS_READS = observed.STRENGTH["AccessExclusiveLock"]
TABLES = ("table", "partitioned table", "materialized view")
#: What means something else, or nothing, in a transaction that is there only to look at it.
AS_IT_IS = re.compile(r"\s*(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|LOCK|SET|RESET|CALL|SAVEPOINT|DISCARD)\b", re.I)
CHANGED = "SELECT relid::int8, n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
COLUMNS = """
SELECT attrelid::int8, attnum FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind IN ('r', 'p') AND nspname !~ '^pg_|^information_schema$' AND attnum > 0 AND NOT attisdropped
"""


def connect(database):
    return psycopg.connect(dbname=database, autocommit=True, prepare_threshold=None)


class Server:
    def __enter__(self):
        self.admin = connect("postgres")
        self.major = self.admin.info.server_version // 10000
        self.admin.execute(f"CREATE DATABASE {TEMPLATE}")
        with contextlib.closing(connect(TEMPLATE)) as connection:
            for name in ("schema.sql", "rows.sql"):
                connection.execute((suite.ROOT / name).read_text())
            connection.execute("VACUUM ANALYZE")
        self.roles = self.names("SELECT rolname FROM pg_roles")
        return self

    def __exit__(self, *_):
        self.admin.close()

    def names(self, sql):
        return {name for (name,) in self.admin.execute(sql)}

    @contextlib.contextmanager
    def database(self):
        self.admin.execute(f"CREATE DATABASE {CASE} TEMPLATE {TEMPLATE}")
        try:
            yield
        finally:
            for name in self.names("SELECT datname FROM pg_database") - {"postgres", "template0", "template1", TEMPLATE}:
                self.admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            for name in self.names("SELECT rolname FROM pg_roles") - self.roles:
                self.admin.execute(f'DROP ROLE "{name}"')
            self.admin.execute("ALTER SYSTEM RESET ALL")


def failure(connection, sql):
    try:
        connection.execute(sql)
    except psycopg.Error as error:
        return error.sqlstate or "08006"
    return None


def idle(connection):
    return connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


class Watch:
    """Runs the statements of a migration and says of each what it does to what was there before."""

    def __init__(self, connection):
        self.connection = connection
        self.before = observed.relations(connection)
        self.columns_before = set(connection.execute(COLUMNS))
        #: What stronger statements of the running transaction have left locked.
        self.held = set()
        self.error = ""

    def rows(self):
        return {
            oid: self.connection.execute(f"SELECT count(*) FROM {relation.name}").fetchone()[0]
            for oid, relation in observed.relations(self.connection).items()
            if relation.kind == "table" and oid in self.before
        }

    def columns(self):
        return self.columns_before & set(self.connection.execute(COLUMNS))

    def run(self, sql):
        """The words that hold for a statement."""
        if self.connection.info.transaction_status == psycopg.pq.TransactionStatus.INERROR:
            return {"fails"} if not AS_IT_IS.match(sql) else self.plainly(sql)
        if idle(self.connection):
            self.held = set()
            if AS_IT_IS.match(sql):
                return self.plainly(sql)
            self.connection.execute("BEGIN")
            try:
                words = self.look(sql)
            finally:
                if self.error == "25001":
                    self.connection.execute("ROLLBACK")
                    words = self.plainly(sql, counts=True)
                else:
                    words |= {"fails"} if failure(self.connection, "COMMIT") else set()
            return words
        if AS_IT_IS.match(sql) and not re.match(r"\s*LOCK", sql, re.I):
            return self.plainly(sql)
        return self.look(sql)

    def plainly(self, sql, counts=False):
        if not counts:
            self.error = failure(self.connection, sql)
            return {"fails"} if self.error else set()
        rows, columns, files = self.rows(), self.columns(), self.files()
        self.error = failure(self.connection, sql)
        if self.error:
            return {"fails"}
        words = self.lost(rows, columns)
        return words | {"rewrite"} if files - self.files() and not words else words

    def files(self):
        """Where the rows of the tables are."""
        return {(relation.oid, relation.file) for relation in observed.relations(self.connection).values()
                if relation.oid in self.before and relation.kind in TABLES}  # fmt: skip

    def lost(self, rows, columns):
        left = self.rows()
        fewer = any(count > 0 and left.get(oid, 0) < 0.1 * count for oid, count in rows.items())
        return {"data"} if fewer or columns - self.columns() else set()

    def look(self, sql):
        connection = self.connection
        rows, columns = self.rows(), self.columns()
        before = observed.relations(connection)
        read_before = observed.rows_read(connection, "pg_stat_xact_all_tables")
        changed_before = dict(connection.execute(CHANGED).fetchall())
        self.error = failure(connection, sql)
        if self.error:
            return {"fails"}
        after = observed.relations(connection)
        read_after = observed.rows_read(connection, "pg_stat_xact_all_tables")
        changed_after = dict(connection.execute(CHANGED).fetchall())
        done = observed.changes(before, after, read_before, read_after)
        locks = observed.Locks(before)
        locks.read(connection, connection.info.backend_pid, after)
        strong = {
            name for name, lock in locks.held.items()
            if observed.STRENGTH[lock["mode"]] >= (BLOCKS_READS if lock["kind"] == "materialized view" else BLOCKS_WRITES)
            and self.is_old(name)
        }  # fmt: skip
        words = self.lost(rows, columns)
        if strong - self.held:
            words.add("lock")
        work = set()
        if any(self.is_old(name, TABLES) for name in done["rewrites"]) and "data" not in words:
            work.add("rewrite")
        built = {self.before.get(r.table) or after.get(r.table) for r in after.values()
                 if r.oid not in before and r.table and r.kind == "index"}  # fmt: skip
        rebuilt = any(self.is_old(name) for name in done["rebuilds"])
        if rebuilt and "data" not in words or any(r and r.name in strong for r in built):
            work.add("build")
        if strong & set(done["scans"]):
            work.add("scan")
        for oid, count in changed_after.items():
            if oid in self.before and count - changed_before.get(oid, 0) >= max(100, 0.9 * rows.get(oid, 0)):
                work.add("rows")
        if self.held and (work or any(self.is_old(name) for name in done["scans"])):
            work.add("held")
        self.held |= strong
        return words | work

    def is_old(self, name, kinds=None):
        return any(r.name == name and (kinds is None or r.kind in kinds) for r in self.before.values())


def problems(server, case):
    """What a server holds against the labels of a case."""
    found = []
    with server.database(), contextlib.closing(connect(CASE)) as connection:
        for sql, *_ in suite.split(case.earlier):
            connection.execute(sql)
        with contextlib.closing(connect(CASE)) as client:
            for sql in case.clients:
                if error := tried(client, sql):
                    found.append(f"the client's statement fails before the migration ({error}): {sql}")
        watch = Watch(connection)
        if case.in_transaction:
            connection.execute("BEGIN")
        stopped = False
        for statement in case.statements:
            if stopped and idle(connection):
                break
            words = watch.run(statement.sql)
            wanted = statement.words & (SHOWN - {"client"})
            if "fails" in words:
                # What it would do is taken back.
                wanted -= WORK | {"lock"}
            for word in sorted(wanted - words):
                found.append(f"does not show {word} but {', '.join(sorted(words)) or 'nothing'}: {statement.sql[:90]}")
            # What fails after a failure is not reached.
            extra = (words & TELLING) - statement.words - ({"fails"} if stopped else set())
            if wanted & {*WORK, "data"}:
                extra -= WORK
            for word in sorted(extra):
                found.append(f"shows {word} {watch.error or ''} without a label: {statement.sql[:90]}")
            stopped = stopped or "fails" in words
        if not idle(connection):
            # A connection that is closed takes back what its file has not committed.
            if failure(connection, "COMMIT" if case.in_transaction else "ROLLBACK") and not stopped:
                found.append("COMMIT fails")
        with contextlib.closing(connect(CASE)) as client:
            broken = [sql for sql in case.clients if tried(client, sql)]
        if "client" in case.words and case.clients and not broken:
            found.append("what the client sends still works")
        if "client" not in case.words and broken and not stopped:
            found.append(f"what the client sends fails without a label: {broken[0]}")
        if "client" in case.words and not case.clients:
            found.append("says client, and not what the client sends")
        for query in case.shows:
            if connection.execute(query).fetchone()[0] is not True:
                found.append(f"is not true: {query}")
    return found


def tried(connection, sql):
    """How a statement fails that is taken back."""
    connection.execute("BEGIN")
    error = failure(connection, sql)
    connection.execute("ROLLBACK")
    return error
