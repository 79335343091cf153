"""The figures and differences of a set, printed."""
import collections
import pathlib
import sys

import acceptance
import bodies
import queries

DIFFERENCES_SHOWN_PER_SORT = 2
#: From figures to words and the thresholds that they miss.
SUMMARIES = [acceptance.summary, queries.summary, bodies.summary]


def show(outcome, difference):
    _, what, start, postgres, whimbrel = difference
    data = pathlib.Path(outcome.path).read_bytes()
    line_start = data.rfind(b"\n", 0, start) + 1
    line_end = data.find(b"\n", start)
    line = data[line_start : line_end if line_end >= 0 else len(data)].decode(errors="replace")
    number = data.count(b"\n", 0, start) + 1
    print(f"\n{outcome.path}:{number}: {what} at byte {start}")
    print(f"    {line[:200]}")
    print(f"    - PostgreSQL: {postgres}")
    print(f"    + whimbrel:   {whimbrel}")


def report(name, outcomes, seconds, to_show):
    """Prints the figures of a set; answers how many texts and thresholds failed, and how many differences
    were shown.

    Shown are the first of every sort, so that one common difference does not hide the others.
    """
    how = collections.Counter(outcome.how for outcome in outcomes)
    different = [outcome for outcome in outcomes if outcome.sorts]
    failed = sum(1 for outcome in outcomes if outcome.failures)
    figures = collections.Counter()
    for outcome in outcomes:
        figures.update(outcome.figures)
    ways = ", ".join(f"{count} {way}" for way, count in how.most_common())
    print(
        f"{name}: {len(outcomes)} texts ({ways}), {figures['tokens']} tokens,"
        f" {figures['statements']} statements ({figures['unread']} not read to their end),"
        f" {sum(outcome.failures for outcome in outcomes)} failures in {failed} texts, {seconds:.1f} s"
    )
    for summary in SUMMARIES:
        words, missed = summary(figures)
        if words:
            print(f"  {words}")
        for threshold in missed:
            print(f"  MISSED: {threshold}")
            failed += 1
    shown, shown_of = 0, collections.Counter()
    for outcome in different:
        for difference in outcome.differences:
            if shown < to_show and shown_of[difference[0]] < DIFFERENCES_SHOWN_PER_SORT:
                show(outcome, difference)
                shown += 1
                shown_of[difference[0]] += 1
    sorts = collections.Counter()
    for outcome in different:
        sorts.update(outcome.sorts)
    for sort, count in sorts.most_common():
        print(f"{count:8} {sort}")
    if different:
        print()
    sys.stdout.flush()
    return failed, shown
