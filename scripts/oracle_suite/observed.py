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
SCANS = "SELECT relid::int8, coalesce(seq_scan, 0)::int8, coalesce(seq_tup_read, 0)::int8 FROM {}"


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


def scans(connection, view):
    """How many sequential scans of each table there were, and how many rows they have read."""
    return {oid: counts for oid, *counts in connection.execute(SCANS.format(view)).fetchall()}


def changes(before, after, scans_before, scans_after):
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
    for oid, (number, rows) in scans_after.items():
        number_before, rows_before = scans_before.get(oid, (0, 0))
        relation = before.get(oid) or after.get(oid)
        if relation is None or number == number_before:
            continue
        # To build the indexes of a file that was just made empty, as TRUNCATE does, is no scan.
        if rows > rows_before or oid in before and relation.name not in found["rewrites"]:
            found["scans"].append(relation.name)
    return {key: sorted(values) for key, values in found.items()}
