"""Servers that scripts/postgres starts, and their databases."""
import contextlib
import os
import pathlib
import subprocess
import time

import psycopg

SCRIPT = pathlib.Path(__file__).parent.parent / "postgres"
TEMPLATE = "oracle_fixture"
#: Every case runs in a database of this name.
DATABASE = "shop"
SETTINGS = {
    "timezone": "UTC", "autovacuum": "off", "jit": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "log_min_messages": "fatal", "max_prepared_transactions": "4",
    # So that which table is scanned does not hang on costs.
    "enable_indexonlyscan": "off", "max_parallel_workers_per_gather": "0", "max_parallel_maintenance_workers": "0",
}  # fmt: skip


def installed():
    """The program directories of all servers that are found here."""
    found = subprocess.run([SCRIPT, "--find-all"], stdout=subprocess.PIPE, text=True)
    return found.stdout.splitlines()


class NotPrepared(Exception):
    """What prepares a case fails."""


class Server:
    """A server with a fixture, until the end of the `with` statement.

    The settings of the fixture are those of every session.
    """

    def __init__(self, programs, fixture):
        self.fixture = fixture
        self.settings = [sql for sql in fixture if sql.startswith("SET ")]
        command = [SCRIPT, "--bin", programs]
        for name, value in SETTINGS.items():
            command += ["--set", f"{name}={value}"]
        # The server lives as long as the command, and this as long as its standard input is open.
        command += ["--run", "sh", "-c", 'echo "$PGHOST"; exec cat']
        memory = {"TMPDIR": "/dev/shm"} if os.access("/dev/shm", os.W_OK) else {}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **memory}
        )
        self.host = self.process.stdout.readline().strip()
        if not self.host:
            self.process.wait()
            raise RuntimeError(f"the server of {programs} does not start")

    def __enter__(self):
        try:
            self.admin = self.connect("postgres")
            self.major = self.admin.info.server_version // 10000
            self.version = self.value("SHOW server_version").split()[0]
            self.extensions = self.column("SELECT name FROM pg_available_extensions")
            self.admin.execute(f"CREATE DATABASE {TEMPLATE}")
            with self.connect(TEMPLATE) as connection:
                for sql in self.fixture:
                    connection.execute(sql)
                connection.execute("VACUUM ANALYZE")
            self.roles = self.column("SELECT rolname FROM pg_roles")
            return self
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def connect(self, database=DATABASE):
        return psycopg.connect(
            host=self.host, user="postgres", dbname=database, autocommit=True, prepare_threshold=None
        )

    def value(self, sql):
        return self.admin.execute(sql).fetchone()[0]

    def column(self, sql):
        return {row[0] for row in self.admin.execute(sql)}

    @contextlib.contextmanager
    def session(self, setup=()):
        """A session in the case's database."""
        with contextlib.closing(self.connect()) as connection:
            try:
                for sql in (*self.settings, *setup):
                    connection.execute(sql)
            except psycopg.Error as error:
                raise NotPrepared(str(error)) from None
            yield connection

    @contextlib.contextmanager
    def database(self):
        """A copy of the fixture; what a case leaves outside of it is removed, too."""
        strategy = " STRATEGY file_copy" if self.major >= 15 else ""
        self.admin.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {TEMPLATE}{strategy}")
        try:
            yield
        finally:
            self.clean()

    def clean(self):
        with contextlib.suppress(psycopg.OperationalError), self.session() as connection:
            for (name,) in connection.execute("SELECT gid FROM pg_prepared_xacts").fetchall():
                connection.execute(f"ROLLBACK PREPARED '{name}'")
            mine = "SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid"
            for (name,) in connection.execute(f"{mine} WHERE datname = current_database()").fetchall():
                connection.execute(f'ALTER SUBSCRIPTION "{name}" DISABLE')
                connection.execute(f'ALTER SUBSCRIPTION "{name}" SET (slot_name = NONE)')
                connection.execute(f'DROP SUBSCRIPTION "{name}"')
        kept = ("postgres", "template0", "template1", TEMPLATE)
        for name in self.column("SELECT datname FROM pg_database") - set(kept):
            self.admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        for name in self.column("SELECT spcname FROM pg_tablespace WHERE spcname !~ '^pg_'"):
            self.drop_tablespace(name)
        for name in self.column("SELECT rolname FROM pg_roles") - self.roles:
            self.admin.execute(f'DROP ROLE "{name}"')
        for name in self.roles - self.column("SELECT rolname FROM pg_roles"):
            self.admin.execute(f'CREATE ROLE "{name}"')
        self.admin.execute("ALTER SYSTEM RESET ALL")

    def drop_tablespace(self, name):
        """The files of a database that was just dropped may be there until the next checkpoint."""
        for _ in range(10):
            with contextlib.suppress(psycopg.errors.ObjectNotInPrerequisiteState):
                self.admin.execute(f'DROP TABLESPACE "{name}"')
                return
            self.admin.execute("CHECKPOINT")
            time.sleep(0.1)
