"""What a server's catalogues and statistics show of a statement."""
from dataclasses import dataclass, field

#: From the weakest to the strongest.
MODES = [
    "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock",
    "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
]  # fmt: skip
STRENGTH = {mode: number for number, mode in enumerate(MODES)}
KINDS = {
    "r": "table", "p": "partitioned table", "i": "index", "I": "partitioned index", "v": "view",
    "m": "materialized view", "S": "sequence", "f": "foreign table", "c": "composite type",
}  # fmt: skip
USER_SCHEMA = "nspname !~ '^pg_' AND nspname <> 'information_schema'"

RELATIONS = f"""
SELECT c.oid::int8, nspname || '.' || relname, relkind::text, pg_relation_filenode(c.oid)::int8, indrelid::int8
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace LEFT JOIN pg_index ON indexrelid = c.oid
WHERE relkind = ANY (%s) AND {USER_SCHEMA}
"""
LOCKS = """
SELECT relation::int8, mode FROM pg_locks
WHERE pid = %s AND locktype = 'relation'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
ROWS_READ = "SELECT relid::int8, coalesce(seq_tup_read, 0)::int8 FROM {}"
EMPTY = f"""
SELECT nspname || '.' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind IN ('r', 'm') AND {USER_SCHEMA} AND pg_relation_size(c.oid) = 0 ORDER BY 1
"""


@dataclass(frozen=True)
class Relation:
    oid: int
    name: str
    kind: str
    #: The file of its rows; 0 or none where it has no rows of its own.
    file: int | None
    #: The table of an index.
    table: int | None


def relations(connection):
    """The user's relations by oid."""
    return {row[0]: Relation(*row[:2], KINDS[row[2]], *row[3:])
            for row in connection.execute(RELATIONS, [list(KINDS)])}  # fmt: skip


@dataclass
class Locks:
    """The strongest lock on each user relation."""

    before: dict
    held: dict = field(default_factory=dict)

    def read(self, connection, process, now):
        """Adds what a server process holds or waits for."""
        names = {relation.name for relation in self.before.values()}
        for oid, mode in connection.execute(LOCKS, [process]).fetchall():
            relation = self.before.get(oid) or now.get(oid)
            if relation is None or relation.kind.endswith("index") and STRENGTH[mode] < STRENGTH[MODES[3]]:
                # Catalogues, TOAST tables and passing relations. And who uses a table has its indexes.
                continue
            known = self.held.get(relation.name)
            if known is None or STRENGTH[known["mode"]] < STRENGTH[mode]:
                # ALTER COLUMN TYPE makes an index anew under its name: not a new one.
                new = relation.name not in names
                self.held[relation.name] = {"relation": relation.name, "kind": relation.kind, "mode": mode, "new": new}

    def listed(self):
        return [self.held[name] for name in sorted(self.held)]


def rows_read(connection, view):
    """How many rows sequential scans of each table have read."""
    return dict(connection.execute(ROWS_READ.format(view)).fetchall())


def empty(connection):
    """The tables whose scans do not show, because there is nothing to read."""
    return [name for (name,) in connection.execute(EMPTY)]


def changes(before, after, read_before, read_after):
    """The fields that two looks at the database give."""
    by_name = {relation.name: relation for relation in after.values() if relation.oid not in before}
    found = {"rewrites": [], "rebuilds": [], "scans": [], "creates": [], "drops": []}
    for relation in before.values():
        now = after.get(relation.oid) or by_name.get(relation.name)
        if now is None:
            found["drops"].append(relation.name)
        elif relation.file and now.file and relation.file != now.file:
            found["rebuilds" if relation.kind == "index" else "rewrites"].append(relation.name)
    names = {relation.name for relation in before.values()}
    found["creates"] = [name for name in by_name if name not in names]
    for oid, rows in read_after.items():
        relation = before.get(oid) or after.get(oid)
        if relation and rows > read_before.get(oid, 0):
            found["scans"].append(relation.name)
    return {key: sorted(values) for key, values in found.items()}
