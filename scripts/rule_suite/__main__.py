"""Run the examples of the rules' pages on PostgreSQL servers.

pages.py says what a page can claim that a server shows. Of a bad example, the marked statements must do it; of a good
one, and of what a fix has made of a bad one, no statement may, and all of it must run.

Each statement is measured alone, in a transaction of its own; what fails is sent as its runner sends it. An example that
needs a newer server than there is, is named as not run. The last line is "N passed, N failed", counted in examples. Exit
code 1 if one failed.
"""
import argparse
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "oracle_suite"))

import catalogue  # noqa: E402
import claims  # noqa: E402
import migrations  # noqa: E402
import pages  # noqa: E402
import psycopg  # noqa: E402
import server  # noqa: E402
from trial import Shown, Trial  # noqa: E402

SCHEMA = pathlib.Path(__file__).parent / "schema.sql"
#: psql's commands and variables, and templates, are no server's business.
NOT_SQL = re.compile(r"^\s*\\|\$\{|\{\{|(?<![:\w]):['\"]?[a-zA-Z_]\w*", re.MULTILINE)


def options():
    asked = argparse.ArgumentParser(prog="scripts/rule-examples", description=__doc__.split("\n")[0])
    asked.add_argument("--binary", required=True, help="the whimbrel that cuts the examples into statements")
    asked.add_argument("--server", metavar="DIR", help="programs of the server to take")
    asked.add_argument("--only", default="", metavar="REGEX", help="rules whose name matches")
    asked.add_argument("--list", action="store_true", help="also name what was not run")
    return asked.parse_args()


def problems(running, claim, example, files):
    trial = Trial(running, files)
    places = {(file, number, place): one for file, sections in enumerate(files)
              for number, section in enumerate(sections)
              for place, one in enumerate(section.statements)}  # fmt: skip
    marked = [place for place, one in places.items() if one.is_marked]
    # What a fix has made is run as it is.
    approved = frozenset(place for place, one in places.items() if one.is_approved and example.kind != "fixed")
    failed, sqlstate, held = trial.failure(skipped=approved)
    if example.kind != "bad":
        if failed:
            yield f"fails: {places[failed].sql[:60]!r} with {sqlstate}"
        elif claim.fails_again and pages.ONCE not in example.words:
            again, sqlstate, _ = trial.failure(skipped=approved, times=2)
            if sqlstate:
                yield f"the second time: {sqlstate} {places[again].sql[:60] if again else ''!r}"
    if claim.is_of_one_statement:
        alone = trial.alone()
        for place in marked if example.kind == "bad" else alone:
            if example.kind != "bad" and places[place].is_reported:
                continue
            shown = alone.get(place, Shown())
            if callable(shown.locks):
                shown.locks = shown.locks() if claim.mode else set()
            shown.held = held.get(place, set()) | shown.own
            if claims.is_met(claim, shown) != (example.kind == "bad"):
                yield f"{places[place].sql[:60]!r}: {', '.join(sorted(shown.locks))}; {', '.join(sorted(shown.work))}" + (
                    f"; held {', '.join(sorted(f'{mode} on {oid}' for oid, mode in shown.held))}" if claim.held else "") + (
                    f"; fails with {shown.sqlstate}" if shown.sqlstate else "")
    if example.kind == "bad" and claim.fails:
        if not marked and sqlstate != claim.sqlstate:
            yield f"does not fail so: {failed} {sqlstate}"
        for place in marked:
            found, sqlstate, _ = trial.failure(skipped=frozenset(marked) - {place})
            if found != place or claim.sqlstate not in (None, sqlstate):
                yield f"{places[place].sql[:60]!r} does not fail so: {found} {sqlstate}"
    if example.kind == "bad" and claim.fails_again:
        for place in marked:
            found, sqlstate, _ = trial.failure(skipped=frozenset(marked) - {place}, times=2)
            if found != place and sqlstate != "again":
                yield f"{places[place].sql[:60]!r} does not fail the second time"
    if example.kind == "bad" and not marked and not claim.fails:
        yield "nothing that goes forward is marked"


def main():
    asked = options()
    passed, failed, left_out, silent = 0, 0, [], []
    programs = asked.server or server.installed()[0]
    with server.Server(programs, catalogue.statements(SCHEMA.read_text())) as running:
        for page in pages.pages():
            if not re.search(asked.only, page.rule):
                continue
            if page.claim is None:
                print(f"rules/{page.rule}.md: there is no line “On a server: …”")
                failed += 1
                continue
            claim = claims.read(page.claim)
            if claim.nothing:
                silent.append(page.rule)
                continue
            for example in page.examples:
                if running.major < example.since:
                    left_out.append(f"{example.name}: needs PostgreSQL {example.since}")
                    continue
                if pages.UNSEEN in example.words:
                    left_out.append(f"{example.name}: is done to no relation of a user")
                    continue
                if any(NOT_SQL.search(file.text) for file in example.files):
                    left_out.append(f"{example.name}: is not only SQL")
                    continue
                try:
                    files = migrations.sections(asked.binary, example)
                    runs = [[file] for file in files] if pages.ALTERNATIVES in example.words else [files]
                    found = [one for run in runs for one in problems(running, claim, example, run)]
                except psycopg.Error as error:
                    found = [f"the server says: {error}"]
                for problem in found:
                    print(f"{example.name}: {example.kind}: {problem}")
                failed, passed = failed + bool(found), passed + (not found)
    if asked.list:
        print("\n".join(left_out))
    print(f"PostgreSQL {running.version}: {len(left_out)} examples not run; "
          f"{len(silent)} rules say nothing that a server could show")  # fmt: skip
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
