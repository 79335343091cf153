"""Compare whimbrel with other linters on labelled migrations.

The cases are in comparison/ (cases.py says how they are written), and their labels are checked on a server first
(labels.py): a statement is a hazard if the server shows it, and safe if the server shows none. Then the tools read the
same files, each as its makers recommend (tools.py), and their findings are counted (report.py).

Exit code 1 if a server contradicts a label, or whimbrel is worse than it has to be.
"""
import argparse
import pathlib
import sys

import cases as suite
import labels
import report
import tools


def options():
    asked = argparse.ArgumentParser(prog="scripts/comparison", description=__doc__.split("\n")[0])
    asked.add_argument("--binary", required=True, help="the whimbrel to measure")
    asked.add_argument("--squawk", help="the squawk to measure")
    asked.add_argument("--pgrubic", help="the pgrubic to measure")
    asked.add_argument("--why-no-pgrubic", default="it needs Python 3.12 or newer", help="a sentence for the table")
    asked.add_argument("--only", default="", metavar="REGEX", help="cases and categories whose name matches")
    asked.add_argument("--labels", action="store_true", help="check the labels and nothing else")
    asked.add_argument("--no-labels", action="store_true", help="take the labels as they are")
    asked.add_argument("--output", metavar="FILE", help="write the table")
    asked.add_argument("--verbose", action="store_true", help="print every missed hazard and false alarm of whimbrel")
    return asked.parse_args()


def contradictions(cases):
    """Prints what a server holds against the labels; how many cases it could not run."""
    found, left_out = 0, 0
    with labels.Server() as server:
        for case in cases:
            if server.major < case.postgres:
                left_out += 1
                continue
            for problem in labels.problems(server, case):
                print(f"{case.category}/{case.name} {problem}")
                found += 1
        print(f"labels: {len(cases) - left_out} cases on PostgreSQL {server.major}, {found} contradictions")
    return found


def main():
    asked = options()
    cases = suite.read(asked.only)
    failed = not asked.no_labels and contradictions(cases) > 0
    if asked.labels:
        return failed
    measured = tools.measure(cases, asked)
    results = [report.Result(tool, cases) for tool in measured]
    print(report.text(results, asked.verbose))
    if asked.output:
        pathlib.Path(asked.output).write_text(report.markdown(results, cases, tools.POSTGRES, asked.why_no_pgrubic))
    return failed or not results[0].is_good_enough


if __name__ == "__main__":
    sys.exit(main())
