"""The figures and differences of a server, printed."""
import collections

from comparison import DIFFERENT, EQUAL, THRESHOLDS, UNKNOWN


def show(case, major, fields):
    print(f"\n{case.name} ({case.family}) on PostgreSQL {major}")
    for sql in case.setup:
        print(f"    {sql};".replace("\n", "\n    "))
    print(f"  > {case.sql};".replace("\n", "\n    "))
    for field, verdict, what in fields:
        if verdict == DIFFERENT:
            print(f"    {field}: {what}")
    unknown = [field for field, verdict, _ in fields if verdict == UNKNOWN]
    if unknown:
        print(f"    unknown: {', '.join(unknown)}")


def report(title, major, outcomes, to_show):
    """Prints the figures of a server; answers how many thresholds it misses, and how many cases were shown."""
    figures = collections.defaultdict(collections.Counter)
    shown = 0
    for case, fields in outcomes:
        for field, verdict, _ in fields:
            figures[field][verdict] += 1
        if shown < to_show and any(verdict != EQUAL for _, verdict, _ in fields):
            show(case, major, fields)
            shown += 1
    print(f"\n{title}\n{'':16}{'cases':>7}{'equal':>8}{'':9}{'unknown':>9}{'different':>11}")
    missed = 0
    for field, threshold in THRESHOLDS.items():
        verdicts = figures[field]
        total = verdicts.total()
        share = verdicts[EQUAL] / total if total else 1
        line = f"{field:16}{total:7}{verdicts[EQUAL]:8}{share:9.2%}{verdicts[UNKNOWN]:9}{verdicts[DIFFERENT]:11}"
        if share < threshold:
            missed += 1
            line += f"   MISSED: at least {threshold:.2%}"
        print(line)
    return missed, shown
