"""The words about a whole example, which pages.py explains: what shows while its files are sent, and behind them."""
import re

import psycopg

import clients
import looks
import prepare
import roles

#: Longer waits are as good as no timeout, and builds have the time that they need.
LONG_MILLISECONDS = 3_600_000
TIMEOUTS = "SELECT setting::bigint FROM pg_settings WHERE name = %s"


class Watch:
    """Looks on while an example is sent. `at` is the place of a statement: of file, section and statement."""

    shows = False
    #: How often the example is sent.
    times = 1
    #: Ways back are a part of it.
    goes_back = False

    def run(self, trial, skipped):
        """Whether it shows, and what fails."""
        failed, _, _ = trial.sent(skipped, self, self.times)
        return self.shows, failed

    def begins(self, connection, file):
        """A file, whose tables have rows by now."""

    def before(self, connection, at):
        """A statement."""

    def after(self, connection, at, section):
        """A statement that has succeeded."""

    def committed(self, connection):
        """Others see what was done."""

    def notice(self, sqlstate):
        """The server says something beside the result."""

    def again(self, connection):
        """All of it is done, and sent once more."""

    def ends(self, connection):
        """The last file, or the statement that has failed."""


class Rows(Watch):
    """gains, loses: what a look has, or lacks, that was not so when a file began; `for a while`: others see that."""

    def __init__(self, verb, look, for_a_while):
        self.verb, self.look, self.for_a_while = verb, look, for_a_while
        self.files = []

    def begins(self, connection, file):
        self.files.append((looks.rows(connection, self.look), looks.old(connection)))

    def committed(self, connection):
        if self.for_a_while:
            self.shows |= bool(self.files[-1][0] - looks.rows(connection, self.look))

    def ends(self, connection):
        now = looks.rows(connection, self.look)
        if self.verb == "loses":
            self.shows |= any(rows - now for rows, _ in self.files)
        elif self.look in looks.OF_OLD:
            self.shows = any(row[0] in old for rows, old in self.files for row in now - rows)
        else:
            self.shows = bool(now - self.files[0][0])


class Breaks(Watch):
    """breaks: what clients could send before a file fails behind it; `for a while`: or in between."""

    def __init__(self, look, for_a_while):
        self.look, self.for_a_while, self.sent = look, for_a_while, {}

    def compare(self, connection):
        if clients.broken(self.sent, self.look(connection), connection, self.look):
            self.shows = True

    def begins(self, connection, file):
        self.ends(connection)
        self.sent = self.look(connection)

    def committed(self, connection):
        if self.for_a_while:
            self.compare(connection)

    def ends(self, connection):
        if self.sent:
            self.compare(connection)


class Visible(Watch):
    """opens, closes, changes rows: other roles can do more or less with them behind a file than before."""

    def __init__(self, verb, only_writing, for_a_while):
        self.compare = {"opens": int.__lt__, "closes": int.__gt__, "changes": int.__ne__}[verb]
        self.only_writing, self.for_a_while, self.rows = only_writing, for_a_while, None

    def look(self, connection):
        return {key: counts[1:] if self.only_writing else counts for key, counts in roles.rows(connection).items()}

    def begins(self, connection, file):
        self.ends(connection)
        self.rows = self.look(connection)

    def committed(self, connection):
        if self.for_a_while:
            self.ends(connection)

    def ends(self, connection):
        if self.rows is not None and roles.changed(self.rows, self.look(connection), self.compare):
            self.shows = True


class Found(Watch):
    """What is there at the end, and was not at the beginning."""

    def __init__(self, look):
        self.look, self.had = look, None

    def begins(self, connection, file):
        if self.had is None:
            self.had = self.look(connection)

    def ends(self, connection):
        self.shows = bool(self.look(connection) - self.had)


class Warns(Watch):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate

    def notice(self, sqlstate):
        self.shows |= sqlstate == self.sqlstate


class EndsTransaction(Watch):
    """ends the transaction: that of the runner."""

    def after(self, connection, at, section):
        self.shows |= section.is_wrapped and connection.info.transaction_status.name == "IDLE"


class LeavesRole(Watch):
    def ends(self, connection):
        self.shows = connection.execute("SELECT current_user, session_user").fetchone() != ("postgres", "postgres")


class Replica(Watch):
    """switches triggers off: those of the session, or of later sessions of a role."""

    def after(self, connection, at, section):
        role = connection.execute("SHOW session_replication_role").fetchone()[0]
        later = connection.execute("SELECT count(*) FROM pg_db_role_setting WHERE "
                                   "'session_replication_role=replica' = ANY (setconfig)").fetchone()[0]  # fmt: skip
        self.shows |= role == "replica" or later > 0


class Untimed(Watch):
    """waits without end: a statement that asks for a strong lock while no lock_timeout ends its waiting."""

    def __init__(self, strong):
        #: The places of the statements that take such locks.
        self.strong = strong

    def before(self, connection, at):
        limit = connection.execute(TIMEOUTS, ["lock_timeout"]).fetchone()[0]
        self.shows |= at in self.strong and (limit == 0 or limit >= LONG_MILLISECONDS)


class Way(Watch):
    """What the way back does, of a migration that has one: `things` and contents before, between, and behind."""

    goes_back = True

    def __init__(self, word, trial):
        self.word, self.trial, self.looked = word, trial, []

    def begins(self, connection, file):
        if file in (self.trial.first_reversible, self.trial.first_back):
            self.looked.append((looks.things(connection), looks.contents(connection)))

    def ends(self, connection):
        if len(self.looked) < 2:
            return
        (before, _), (between, had) = self.looked
        after, has = looks.things(connection), looks.contents(connection)
        if self.word == "comes back different":
            self.shows = before != after
        elif self.word == "loses more on the way back":
            self.shows = any(name in between and before[name] == between[name] and after.get(name) != before[name]
                             or name in between and name not in after for name in before)  # fmt: skip
        else:
            self.shows = any(oid not in has or columns - has[oid][0] for oid, (columns, _) in had.items())


class Undone(Watch):
    """is undone: when the session is over, all is as it was."""

    def begins(self, connection, file):
        if file == 0:
            self.had = state(connection)

    def ends(self, connection):
        self.shows = state(connection) == self.had


class StaysInvalid(Watch):
    """stays invalid: the index that a failed build has left, though all runs once more, without an error."""

    times = 2
    INDEXES = "SELECT indexrelid FROM pg_index WHERE indrelid > 16383"

    def begins(self, connection, file):
        if file == 0 and not self.shows:
            self.there = [oid for (oid,) in connection.execute(self.INDEXES).fetchall()]

    def again(self, connection):
        connection.execute(f"UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ({self.INDEXES}) "
                           "AND indexrelid <> ALL (%s)", [self.there])  # fmt: skip

    def run(self, trial, skipped):
        shows, failed = super().run(trial, skipped)
        return shows and failed is None, None

    def ends(self, connection):
        self.shows = connection.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").fetchone()[0] > 0


class Stuck(Watch):
    """stops the next run: the file fails when it is sent again after CONCURRENTLY has failed half way in it."""

    def run(self, trial, skipped):
        builds = [at for at, one in trial.places.items()
                  if at not in skipped and re.match(r"CREATE (UNIQUE )?INDEX CONCURRENTLY", one.sql)]  # fmt: skip
        return any(map(trial.is_stuck_behind, builds)), None


class HidesDifference(Watch):
    """hides a difference: what IF NOT EXISTS finds is not what it would have made."""

    def __init__(self, trial):
        self.trial = trial

    def after(self, connection, at, section):
        sql = self.trial.places[at].sql.replace(" CONCURRENTLY", "")
        drops = prepare.unmake(sql)
        if "IF NOT EXISTS" not in sql or not drops:
            return
        name = drops[0].split()[2]
        found = self.shape(connection, name)
        with roles.taken_back(connection):
            connection.execute(drops[0])
            connection.execute(sql)
            self.shows |= self.shape(connection, name) != found

    def shape(self, connection, name):
        return {key: how for key, how in looks.things(connection).items()
                if key.startswith(f"column {name}.") or key == f"index {name}"}  # fmt: skip


class NeedsSuperuser(Watch):
    """needs a superuser: who owns all that it touches may not do it."""

    def __init__(self, trial):
        self.trial = trial

    def before(self, connection, at):
        with self.trial.server.session() as other:
            other.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {roles.OWNER}")
            other.execute(f"GRANT app_reader, app_writer TO {roles.OWNER} WITH ADMIN OPTION")
            other.execute(f"ALTER ROLE {roles.OWNER} CREATEROLE")
            other.execute(f"SET ROLE {roles.OWNER}")
            try:
                other.execute(self.trial.places[at].sql)
            except psycopg.Error as error:
                self.shows |= error.sqlstate == "42501"


def state(connection):
    """The schema, and all rows."""
    tables = [name for (name,) in connection.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'm') AND oid > 16383").fetchall()]  # fmt: skip
    hashes = {name: connection.execute(f"SELECT sum(hashtext(t::text)) FROM {name} t").fetchone() for name in tables}
    return looks.things(connection), hashes


WORDS = {
    "warns 25P01": lambda trial: Warns("25P01"),
    "warns 25001": lambda trial: Warns("25001"),
    "ends the transaction": lambda trial: EndsTransaction(),
    "leaves a role": lambda trial: LeavesRole(),
    "switches triggers off": lambda trial: Replica(),
    "waits without end": lambda trial: Untimed(trial.strong()),
    "runs its argument": lambda trial: Found(roles.injected),
    "finds its caller's tables": lambda trial: Found(roles.deceived),
    "bypasses policies": lambda trial: Found(roles.bypassing),
    "is undone": lambda trial: Undone(),
    "stays invalid": lambda trial: StaysInvalid(),
    "stops the next run": lambda trial: Stuck(),
    "hides a difference": lambda trial: HidesDifference(trial),
    "needs a superuser": lambda trial: NeedsSuperuser(trial),
    "comes back different": lambda trial: Way("comes back different", trial),
    "loses more on the way back": lambda trial: Way("loses more on the way back", trial),
    "data on the way back": lambda trial: Way("data on the way back", trial),
}  # fmt: skip
WHILE = " for a while"
for verb in ("gains", "loses"):
    for look in (*looks.LOOKS, "sequences behind their columns"):
        WORDS[f"{verb} {look}"] = lambda trial, verb=verb, look=look: Rows(verb, look, False)
        WORDS[f"{verb} {look}{WHILE}"] = lambda trial, verb=verb, look=look: Rows(verb, look, True)
for verb in ("opens", "closes", "changes"):
    for only, part in ((False, ""), (True, " to writing")):
        WORDS[f"{verb} rows{part}"] = lambda trial, verb=verb, only=only: Visible(verb, only, False)
        WORDS[f"{verb} rows{part}{WHILE}"] = lambda trial, verb=verb, only=only: Visible(verb, only, True)
for look in (clients.names, clients.writes, clients.calls):
    WORDS[f"breaks {look.__name__}"] = lambda trial, look=look: Breaks(look, False)
    WORDS[f"breaks {look.__name__}{WHILE}"] = lambda trial, look=look: Breaks(look, True)
