"""Compare `whimbrel inspect` with PostgreSQL's own scanner and parser.

PostgreSQL's side is pglast (libpg_query, PostgreSQL 18). Compared are, in sets:

  fixtures   the SQL of examples/, of the ```sql blocks of rules/*.md and of the parser's tests
  server     extension/*.sql, information_schema.sql, system_views.sql of an installed PostgreSQL
  random     texts from a fixed seed (random_sql.py)
  DIR…       every .sql, .psql and .pgsql file below a directory
  mutants    statements of all these but the random texts, each with one token changed (mutants.py)

and of each text

  - all tokens with their class, comments included, and all statements with node, object type, ALTER TABLE commands
    and CONCURRENTLY, if PostgreSQL parses the text as it lies (random texts: tokens if its scanner accepts them);
  - else the same outside of the masked bytes, if it parses once psql's and the frameworks' text is masked
    (psql_masking.py);
  - else every statement that parses by itself, where PostgreSQL's splitter cuts the text;
  - if PostgreSQL's scanner refuses the text even so: that `whimbrel check` has a finding for it;
  - in any case, which statements are accepted, and at which byte others are refused (acceptance.py);
  - of those that are accepted, the relations they read and write, the columns of indexes and checks (queries.py);
  - of PL/pgSQL, which bodies are accepted, and the SQL that is embedded in them (bodies.py).

The last line is "N passed, N failed", counted in texts and in thresholds that a set misses. Exit code 1 if one failed.
"""
import argparse
import multiprocessing
import os
import pathlib
import sys
import tempfile
import time

from comparison import work
from mutants import mutant_files
from report import report
from texts import batches, fixtures, random_files, server_files, sql_files
from whimbrel import Crash, reported


def options():
    asked = argparse.ArgumentParser(prog="scripts/conformance", description=__doc__.split("\n")[0])
    asked.add_argument("--binary", required=True, help="the whimbrel to test")
    asked.add_argument("--sets", default="fixtures,server,random,mutants", help="of fixtures,server,random,mutants")
    asked.add_argument("--random", type=int, default=20_000, metavar="N", help="random texts")
    asked.add_argument("--mutants", type=int, default=30_000, metavar="N", help="statements with one token changed")
    asked.add_argument("--seed", default="whimbrel")
    asked.add_argument("--show", type=int, default=20, metavar="N", help="differences to show")
    asked.add_argument("--jobs", type=int, default=os.cpu_count())
    asked.add_argument("directories", nargs="*", metavar="DIR")
    return asked.parse_args()


def main():
    asked = options()
    in_memory = pathlib.Path("/dev/shm")
    failed = texts = 0
    to_show = asked.show
    with (
        tempfile.TemporaryDirectory(dir=in_memory if in_memory.is_dir() else None) as scratch,
        multiprocessing.Pool(asked.jobs) as pool,
    ):
        scratch = pathlib.Path(scratch)
        (scratch / "empty.sql").touch()
        try:
            reported(asked.binary, [str(scratch / "empty.sql")])
        except Crash as crash:
            sys.exit(f"{asked.binary} cannot be used: {crash}")
        makers = {
            "fixtures": lambda: fixtures(scratch),
            "server": server_files,
            "random": lambda: random_files(scratch, asked.seed, asked.random),
            "mutants": lambda: mutant_files(scratch, asked.seed, asked.mutants, real, pool),
        }
        names = [name for name in asked.sets.split(",") if name]
        names = sorted([*names, *asked.directories], key=lambda name: name == "mutants")
        real = []
        for name in names:
            began = time.monotonic()
            paths = makers.get(name, lambda: sql_files(name))()
            if name not in ("random", "mutants"):
                real += paths
            jobs = [(asked.binary, name == "random", batch) for batch in batches(paths)]
            outcomes = [outcome for part in pool.imap(work, jobs) for outcome in part]
            bad, shown = report(name, outcomes, time.monotonic() - began, to_show)
            failed, texts, to_show = failed + bad, texts + len(outcomes), to_show - shown
    print(f"{texts - failed} passed, {failed} failed")
    return 1 if failed or not texts else 0


if __name__ == "__main__":
    sys.exit(main())
