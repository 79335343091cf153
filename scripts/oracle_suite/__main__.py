"""Compare `whimbrel inspect effects` with what PostgreSQL servers do.

Every statement of the catalogue (catalogue.py) runs on a server, in a fresh copy of the fixture, after what prepares it
(measure.py says what is measured). whimbrel gets the fixture and the preparation as history, and the version of the
server; what it prints is compared field by field (comparison.py). What whimbrel does not know counts as neither equal
nor different, but it is not equal.

Without --server, every major version is taken that is installed here. Printed are the cases with a difference and the
figures of each server. The last line is "N passed, N failed", counted in thresholds. Exit code 1 if one failed.
"""
import argparse
import concurrent.futures
import functools
import json
import os
import pathlib
import re
import sys
import time

import catalogue
import comparison
import measure
import server
import waiting
import whimbrel
from report import report


def options():
    asked = argparse.ArgumentParser(prog="scripts/oracle", description=__doc__.split("\n")[0])
    asked.add_argument("--binary", required=True, help="the whimbrel to test")
    asked.add_argument("--server", action="append", metavar="DIR", help="programs of a server to measure; repeatable")
    asked.add_argument("--only", default="", metavar="REGEX", help="cases and families whose name matches")
    asked.add_argument("--show", type=int, default=1000, metavar="N", help="cases with a difference to show")
    asked.add_argument("--record", metavar="FILE", help="keep what is measured")
    asked.add_argument("--truth", metavar="FILE", help="compare with what was kept; no server is started")
    asked.add_argument("--jobs", type=int, default=os.cpu_count())
    return asked.parse_args()


def measured(programs, cases):
    with server.Server(programs, catalogue.fixture()) as running:
        results, failures = {}, []
        for case in cases:
            try:
                results[case.name] = {"sql": [*case.setup, case.sql], **measure.measured(running, case)}
            except (server.NotPrepared, waiting.Stuck) as error:
                failures.append(f"{case.name} on PostgreSQL {running.version}: {error}")
    if failures:
        sys.exit("\n".join(failures))
    return {"version": running.version, "major": running.major, "results": results}


def outcome(binary, truth, case):
    """The fields of a case, compared; None if it was not measured."""
    result = truth["results"].get(case.name)
    if result is None or "skipped" in result:
        return None
    if result["sql"] != [*case.setup, case.sql]:
        sys.exit(f"{case.name} is not the case that was measured: measure it again")
    try:
        ours = whimbrel.effects(binary, truth["major"], case)
    except whimbrel.Crash as crash:
        every = comparison.compared(result, result, truth["version"])
        return [(field, comparison.DIFFERENT, f"whimbrel {crash}") for field, *_ in every]
    return comparison.compared(result, ours, truth["version"])


def main():
    asked = options()
    cases = [case for case in catalogue.catalogue() if re.search(asked.only, f"{case.family} {case.name}")]
    if asked.truth:
        truths = json.loads(pathlib.Path(asked.truth).read_text())
    else:
        truths = []
        for programs in asked.server or server.installed():
            began = time.monotonic()
            truths.append(measured(programs, cases))
            print(f"{programs}: {len(cases)} cases measured in {time.monotonic() - began:.0f} s", flush=True)
    if asked.record:
        pathlib.Path(asked.record).write_text(json.dumps(truths, indent=1) + "\n")
    failed, to_show = 0, asked.show
    for truth in truths:
        with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
            fields = list(pool.map(functools.partial(outcome, asked.binary, truth), cases))
        outcomes = [(case, found) for case, found in zip(cases, fields, strict=True) if found is not None]
        skipped = f", {len(cases) - len(outcomes)} skipped" if len(cases) > len(outcomes) else ""
        title = f"PostgreSQL {truth['version']}: {len(outcomes)} cases{skipped}"
        missed, shown = report(title, truth["major"], outcomes, to_show)
        failed, to_show = failed + missed, to_show - shown
    thresholds = len(truths) * len(comparison.THRESHOLDS)
    print(f"\n{thresholds - failed} passed, {failed} failed")
    return 1 if failed or not truths or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
