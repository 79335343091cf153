"""whimbrel's side: what `inspect effects` says of a case."""
import json
import pathlib
import subprocess
import tempfile

import catalogue
import observed

TIMEOUT_SECONDS = 60
SETS = ("rewrites", "rebuilds", "scans", "creates", "drops")


class Crash(Exception):
    pass


def script(statements):
    return "".join(f"{sql};\n" for sql in statements)


def effects(binary, major, case):
    """The fields of a result of measure.py; None is what whimbrel does not know."""
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "fixture.sql": script(catalogue.fixture()), "setup.sql": script(case.setup), "case.sql": script([case.sql]),
        }  # fmt: skip
        for name, text in files.items():
            (pathlib.Path(folder) / name).write_text(text)
        command = [binary, "inspect", "effects", "--postgres", str(major)]
        command += ["--history", f"{folder}/fixture.sql", "--history", f"{folder}/setup.sql", f"{folder}/case.sql"]
        try:
            run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            raise Crash(f"takes more than {TIMEOUT_SECONDS} s") from None
    if run.returncode:
        raise Crash(f"ends with {run.returncode}: {run.stderr.decode(errors='replace').strip()[-300:]}")
    lines = run.stdout.decode().splitlines()
    if len(lines) != 1:
        raise Crash(f"prints {len(lines)} lines for a statement")
    return known(json.loads(lines[0]))


def known(record):
    unknown = record.get("unknown", ())
    found = {key: None if key in unknown else record[key] for key in ("transactional", "rerun", "locks", *SETS)}
    found["fails"] = "unknown" if "fails" in unknown else record["fails"]
    for key in SETS:
        if found[key] is not None:
            # Temporary relations are nobody else's business, and not measured.
            found[key] = [name for name in map(relation, found[key]) if name and not name.startswith("pg_temp.")]
    return found


def relation(value):
    """The name of a relation; None for an object of another kind."""
    if isinstance(value, str):
        return value
    return value["name"] if value["kind"] in observed.KINDS.values() else None
