"""Run the examples of the rules' pages on PostgreSQL servers.

pages.py says what a page can claim that a server shows. Of a bad example, the marked statements must do it; of a good
one, and of what a fix has made of a bad one, no statement may. And all examples must run, the ways back of good ones
included, unless the page claims a failure, or that of another rule reports one.

Each statement is measured alone, in a transaction of its own, and all are sent as their runner sends them. What is
psql's is run by psql, and only that. An example that needs a newer server than there is, or has a template's
placeholders, is named as not run. The last line is "N passed, N failed", counted in examples. Exit code 1 if one
failed.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "oracle_suite"))

import catalogue  # noqa: E402
import claims  # noqa: E402
import migrations  # noqa: E402
import pages  # noqa: E402
import psycopg  # noqa: E402
import server  # noqa: E402
from trial import Shown, Trial, run_by_psql  # noqa: E402

SCHEMA = pathlib.Path(__file__).parent / "schema.sql"
TEMPLATE = re.compile(r"\$\{|\{\{")
STRING = re.compile(r"(?<!:)'[^']*'")
PSQL = re.compile(r"^\s*\\(?!\.)|(?<![:\w]):['\"]?[a-zA-Z_]\w*", re.MULTILINE)


def options():
    asked = argparse.ArgumentParser(prog="scripts/rule-examples", description=__doc__.split("\n")[0])
    asked.add_argument("--binary", required=True, help="the whimbrel that cuts the examples into statements")
    asked.add_argument("--server", metavar="DIR", help="programs of the server to take")
    asked.add_argument("--only", default="", metavar="REGEX", help="rules whose name matches")
    asked.add_argument("--list", action="store_true", help="also name what was not run")
    asked.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many servers run at once")
    return asked.parse_args()


def fails(trial, claim, example, failing):
    """All of it runs; but what is bad may fail as the page says, and where a rule about failures reports it."""
    failed, sqlstate, held = trial.sent()
    one = trial.places.get(failed)
    is_told = one is not None and one.reported & failing
    if example.kind == "bad":
        is_told = is_told or claim.fails and (one is None or one.is_marked or not any(
            other.is_marked for other in trial.places.values()))  # fmt: skip
    if sqlstate and not is_told and pages.FINE not in example.words:
        yield f"fails: {one.sql[:60]!r} with {sqlstate}"
    if not sqlstate and example.kind != "bad" and claim.fails_again and pages.ONCE not in example.words:
        approved = frozenset(at for at, other in trial.places.items() if other.is_approved)
        again, sqlstate, _ = trial.sent(approved, times=2)
        if sqlstate:
            yield f"the second time: {sqlstate} {trial.places[again].sql[:60] if again else ''!r}"
    trial.held = held


def of_statements(trial, claim, example, shown_on_servers):
    alone = trial.alone()
    marked = [at for at, one in trial.places.items() if one.is_marked]
    for place in marked if example.kind == "bad" else alone:
        one = trial.places[place]
        if example.kind != "bad" and (one.is_approved or one.reported & shown_on_servers):
            continue
        shown = alone.get(place, Shown())
        if callable(shown.locks):
            shown.locks = shown.locks() if claim.mode else set()
        shown.held = trial.held.get(place, set()) | shown.own
        if claims.is_met(claim, shown) != (example.kind == "bad"):
            yield f"{one.sql[:60]!r}: {', '.join(sorted(shown.locks))}; {', '.join(sorted(shown.work))}" + (
                f"; held {', '.join(sorted(f'{mode} on {oid}' for oid, mode in shown.held))}" if claim.held else "") + (
                f"; fails with {shown.sqlstate}" if shown.sqlstate else "")


def of_example(trial, claim, example, words):
    """A bad example shows it with each of its marked statements, but without the others; a good one never."""
    marked = frozenset(at for at, one in trial.places.items() if one.is_marked)
    approved = frozenset(at for at, one in trial.places.items() if one.is_approved)
    back = frozenset(at for at, one in trial.places.items() if trial.files[at[0]][at[1]].is_back and not one.is_marked)
    is_bad = example.kind == "bad"

    def shows(word, skipped):
        watch = words.WORDS[word](trial)
        shown, fails = watch.run(trial, skipped if watch.goes_back else skipped | back)
        if fails and is_bad:
            # Without the others it comes to nothing.
            watch = words.WORDS[word](trial)
            shown, _ = watch.run(trial, frozenset() if watch.goes_back else back)
        return shown

    for skipped in [marked - {at} for at in marked] or [frozenset()] if is_bad else [approved]:
        if any(shows(word, skipped) for word in claim) != is_bad:
            left = next((trial.places[at].sql[:60] for at in marked - skipped), "")
            yield f"{left!r} does not show: {' or '.join(claim)}" if is_bad else f"shows: {' or '.join(claim)}"


def failures(trial, claim, example):
    """Each marked statement fails, where the others are left out."""
    marked = frozenset(at for at, one in trial.places.items() if one.is_marked)
    if claim.fails and not marked:
        failed, sqlstate, _ = trial.sent()
        if sqlstate is None or claim.sqlstate not in (None, sqlstate):
            yield f"does not fail so: {failed} {sqlstate}"
    for place in marked:
        found, sqlstate, _ = trial.sent(skipped=marked - {place}, times=2 if claim.fails_again else 1)
        if claim.fails and (found != place or claim.sqlstate not in (None, sqlstate)):
            yield f"{trial.places[place].sql[:60]!r} does not fail so: {found} {sqlstate}"
        if claim.fails_again and found != place and sqlstate != "again":
            yield f"{trial.places[place].sql[:60]!r} does not fail the second time"


def problems(running, claim, example, files, rules):
    trial = Trial(running, files)
    yield from fails(trial, claim, example, rules.failing)
    if claim.nothing or pages.UNSEEN in example.words or pages.FINE in example.words:
        return
    if example.kind == "bad" and (claim.fails or claim.fails_again):
        yield from failures(trial, claim, example)
    elif claim.is_of_one_statement:
        if example.kind == "bad" and not any(one.is_marked for one in trial.places.values()):
            yield "nothing that goes forward is marked"
        yield from of_statements(trial, claim, example, rules.shown)
    for alternatives in claim.of_example:
        yield from of_example(trial, alternatives, example, claims.words)


class Rules:
    """Which rules tell of failures, and which of what a server shows."""

    def __init__(self, binary, read):
        self.shown = migrations.shown_on_servers(binary)
        self.failing = {rule for rule, claim in read.items() if claim and claim.fails} | {"certain-failure"}


class Servers:
    """One for each thread."""

    def __init__(self, programs):
        self.programs, self.own, self.all = programs, threading.local(), []
        self.schema = catalogue.statements(SCHEMA.read_text())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for one in self.all:
            one.__exit__()

    def get(self):
        if not hasattr(self.own, "server"):
            self.own.server = server.Server(self.programs, self.schema)
            self.own.server.__enter__()
            self.all.append(self.own.server)
        return self.own.server


def outcome(servers, binary, claim, example, rules):
    """What is wrong, or why it was not run."""
    running = servers.get()
    if running.major < example.since:
        return [], f"need PostgreSQL {example.since}"
    if any(TEMPLATE.search(file.text) for file in example.files):
        return [], "have placeholders of a template"
    try:
        if any(PSQL.search(STRING.sub("''", file.text)) for file in example.files):
            said = list(run_by_psql(running, servers.programs, example.files))
            return ([] if example.kind == "bad" and claim.fails else said), None
        if pages.FAILS in example.words:
            claim = claims.read(f"fails {example.words[pages.FAILS]}")
        files = migrations.sections(binary, example)
        runs = [[file] for file in files] if pages.ALTERNATIVES in example.words else [files]
        return [one for run in runs if run for one in problems(running, claim, example, run, rules)], None
    except psycopg.Error as error:
        return [f"the server says: {error}"], None


def main():
    asked = options()
    passed, failed, left_out = 0, 0, []
    found = [page for page in pages.pages() if re.search(asked.only, page.rule)]
    read = {page.rule: claims.read(page.claim) if page.claim else None for page in pages.pages()}
    programs = asked.server or server.installed()[0]
    with Servers(programs) as servers, concurrent.futures.ThreadPoolExecutor(asked.jobs) as threads:
        rules = Rules(asked.binary, read)
        jobs = [(example, threads.submit(outcome, servers, asked.binary, read[page.rule], example, rules))
                for page in found if read[page.rule] for example in page.examples]  # fmt: skip
        for page in found:
            if page.claim is None:
                print(f"rules/{page.rule}.md: there is no line “On a server: …”")
                failed += 1
        for example, job in jobs:
            wrong, why = job.result()
            for problem in wrong:
                print(f"{example.name}: {example.kind}: {problem}", flush=True)
            if why:
                left_out.append((example.name, why))
            else:
                failed, passed = failed + bool(wrong), passed + (not wrong)
        version = servers.get().version
    if asked.list:
        print("\n".join(f"{name}: {why}" for name, why in left_out))
    silent = sum(read[page.rule] is not None and read[page.rule].nothing for page in found)
    reasons = ", ".join(f"{count} {why}" for why, count in collections.Counter(why for _, why in left_out).items())
    print(f"PostgreSQL {version}: {len(left_out)} examples not run ({reasons}); "
          f"{silent} of {len(found)} rules say nothing that a server could show")  # fmt: skip
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
