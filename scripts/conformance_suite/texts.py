"""The texts that are compared, in sets, and cut into batches for one run of whimbrel each."""
import os
import pathlib
import re
import shutil
import subprocess

import random_sql

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SQL_NAME = re.compile(r"\.(sql|psql|pgsql)(\.\w+)?$", re.IGNORECASE)
SQL_FENCE = re.compile(r"^```sql\b[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)

BATCH_FILES = 200
BATCH_BYTES = 1 << 20


def batches(paths):
    batch, size = [], 0
    for path in paths:
        batch.append(path)
        size += os.path.getsize(path)
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def sql_files(directory):
    return sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(directory)
        for name in names
        if SQL_NAME.search(name)
    )


def fixtures(scratch):
    """The SQL files of examples/ and of the parser's tests, and one file for each sql block of rules/*.md."""
    paths = sql_files(ROOT / "examples") + sql_files(ROOT / "Tests" / "SQLSyntaxTests" / "Trees")
    for page in sorted((ROOT / "rules").glob("*.md")):
        for number, block in enumerate(SQL_FENCE.finditer(page.read_text()), 1):
            path = scratch / f"{page.stem}.{number}.sql"
            path.write_text(block.group(1))
            paths.append(str(path))
    return paths


def server_files():
    """The SQL that comes with PostgreSQL, of every version installed."""
    shares = list(pathlib.Path("/usr/share/postgresql").glob("[0-9]*"))
    if tool := shutil.which("pg_config"):
        answer = subprocess.run([tool, "--sharedir"], capture_output=True, text=True)
        if answer.returncode == 0:
            shares.append(pathlib.Path(answer.stdout.strip()))
    patterns = ("extension/*.sql", "information_schema.sql", "system_views.sql")
    return sorted({str(path.resolve()) for share in shares for pattern in patterns for path in share.glob(pattern)})


def random_files(scratch, seed, count):
    paths = []
    for number in range(count):
        path = scratch / f"random-{number}.sql"
        path.write_bytes(random_sql.text(seed, number).replace(b"\0", b" "))
        paths.append(str(path))
    return paths
