"""A measured result and whimbrel's, field by field."""
import re

EQUAL, UNKNOWN, DIFFERENT = "equal", "unknown", "different"
#: Every field with the part of its cases that must be equal. `locks` are those above AccessShareLock. That one depends
#: on the minor release: since those of LOCKING_MINORS, a new dependency locks what it refers to. So it is apart, and a
#: server that is older need not have it.
THRESHOLDS = {
    "transactional": 1.0, "fails": 0.95, "locks": 0.99, "access share": 0.9, "lock details": 0.99, "rewrites": 0.99,
    "rebuilds": 0.99, "scans": 0.9, "creates": 0.98, "drops": 0.98, "rerun": 0.98,
}  # fmt: skip
#: Failures that rows, other servers or the machine decide: whimbrel need not say them beforehand.
NOT_IN_THE_FILES = re.compile("22(?!023)|23|08|53|57|58")
WEAKEST = "AccessShareLock"
LOCKING_MINORS = {15: 19, 16: 15, 17: 11, 18: 6}


def locks_references(version):
    """Whether a server is none of the older ones; before 15 none of them does, and whimbrel knows that."""
    major, _, minor = version.partition(".")
    return not minor.isdigit() or int(minor) >= LOCKING_MINORS.get(int(major), 0)


def compared(measured, ours, version):
    """(field, verdict, what differs) of each field that was measured."""
    return [(field, *pair) for field in THRESHOLDS if (pair := verdict(field, measured, ours, version))]


def verdict(field, measured, ours, version):
    if field == "fails":
        return failure(measured, ours)
    source = "locks" if field in ("access share", "lock details") else field
    if source not in measured:
        return None
    if field == "rerun":
        return second_run(measured["rerun"], ours["rerun"])
    if ours[source] is None:
        return UNKNOWN, ""
    theirs, found = part(field, measured[source]), part(field, ours[source])
    if field == "scans":
        theirs, found = theirs.difference(measured["empty"]), found.difference(measured["empty"])
    if field == "lock details":
        both = theirs.keys() & found.keys()
        theirs, found = ({(name, side[name]) for name in both} for side in (theirs, found))
    if field == "access share" and not locks_references(version):
        found = found & theirs
    return pair(field, theirs, found)


def failure(measured, ours):
    theirs, found = measured["fails"], ours["fails"]
    if theirs and NOT_IN_THE_FILES.match(theirs) and found in (None, UNKNOWN):
        return None
    if found == UNKNOWN:
        return UNKNOWN, ""
    if found and found == measured.get("alone"):
        return EQUAL, ""
    return pair("fails", theirs or "succeeds", found or "succeeds")


def second_run(theirs, found):
    if NOT_IN_THE_FILES.match(theirs) and found in (None, "ok", "again"):
        return None
    if found is None:
        return UNKNOWN, ""
    # That a run does everything again is a run that succeeds.
    return pair("rerun", theirs, "ok" if found == "again" else found)


def part(field, value):
    """What of a value the field compares."""
    if field == "locks":
        return {(lock["relation"], lock["mode"]) for lock in value if lock["mode"] != WEAKEST}
    if field == "access share":
        return {(lock["relation"], lock["mode"]) for lock in value if lock["mode"] == WEAKEST}
    if field == "lock details":
        return {lock["relation"]: f"{'new ' if lock['new'] else ''}{lock['kind']}" for lock in value}
    return set(value) if isinstance(value, list) else value


def pair(field, theirs, found):
    if theirs == found:
        return EQUAL, ""
    if not isinstance(theirs, set):
        return DIFFERENT, f"PostgreSQL: {words(field, theirs)}; whimbrel: {words(field, found)}"
    both = [("missing", theirs - found), ("too many", found - theirs)]
    return DIFFERENT, "; ".join(f"{what}: {words(field, some)}" for what, some in both if some)


def words(field, value):
    if isinstance(value, dict):
        value = set(value.items())
    if isinstance(value, set):
        names = (name if isinstance(name, str) else f"{name[0]} {name[1].removesuffix('Lock')}" for name in value)
        return ", ".join(sorted(names)) or "none"
    return str(value)
