"""Counts what the tools have found."""
import collections

import cases as suite

#: Claims of harm. On a statement that does none, they are false; everything else is advice there.
HARM = {"blocks", "fails", "data", "clients", "security", "transaction", "consistency"}
#: What stands between statements, or is missing: wherever in the file a tool says so.
ANYWHERE = {"transaction", "timeout", "consistency", "rerun", "fkindex"}
#: What whimbrel has to reach.
LEAST_FOUND, MOST_FALSE = 0.98, 0.01


class Result:
    """What one tool made of the cases."""

    def __init__(self, tool, cases):
        self.tool = tool
        #: (case, statement) by category.
        self.found, self.missed = collections.defaultdict(list), collections.defaultdict(list)
        #: The same of what is no hazard, but worth a word.
        self.advised, self.unadvised = collections.defaultdict(list), collections.defaultdict(list)
        #: (case, statement, finding) by category: one a statement.
        self.false = collections.defaultdict(list)
        self.safe, self.advice = collections.Counter(), collections.Counter()
        for case in cases:
            self.count(case)

    def count(self, case):
        findings = self.tool.found[case.name]
        for statement in case.statements:
            here = [one for one in findings if statement in case.at(one.line, one.last)]
            if statement.words:
                wanted = {suite.TOPICS[word] for word in statement.words}
                is_found = any(wanted & one.topics for one in here) or any(
                    wanted & one.topics & ANYWHERE for one in findings
                )
                if statement.is_advice:
                    counts = self.advised if is_found else self.unadvised
                else:
                    counts = self.found if is_found else self.missed
                counts[case.category].append((case, statement))
                continue
            self.safe[case.category] += 1
            if alarm := next((one for one in here if is_harm(one) and not self.is_elsewhere(one, case)), None):
                self.false[case.category].append((case, statement, alarm))
            self.advice[case.category] += sum(1 for one in here if not is_harm(one))

    @staticmethod
    def is_elsewhere(finding, case):
        """It is about what the case is about, and stands at another place."""
        return bool({suite.TOPICS[word] for word in case.words} & finding.topics & ANYWHERE)

    def total(self, counts):
        return sum(len(found) for found in counts.values())

    @property
    def found_rate(self):
        return self.total(self.found) / max(1, self.total(self.found) + self.total(self.missed))

    @property
    def false_rate(self):
        return self.total(self.false) / max(1, sum(self.safe.values()))

    @property
    def is_good_enough(self):
        return self.found_rate >= LEAST_FOUND and self.false_rate <= MOST_FALSE


def is_harm(finding):
    return bool(finding.topics & HARM) and "advice" not in finding.topics


def text(results, is_verbose):
    lines = []
    if is_verbose:
        ours = results[0]
        for category in sorted({*ours.missed, *ours.false}):
            for case, statement in ours.missed[category]:
                said = ", ".join(sorted({one.rule for one in ours.tool.found[case.name]})) or "nothing"
                words = ", ".join(sorted(statement.words))
                lines.append(f"missed {category}/{case.name} ({words}): {statement.sql[:100]!r}; it says {said}")
            for case, statement, alarm in ours.false[category]:
                lines.append(f"false {category}/{case.name} [{alarm.rule}] {alarm.message}: {statement.sql[:100]!r}")
    for result in results:
        lines.append(
            f"{result.tool.name} {result.tool.version}: found {result.total(result.found)} of "
            f"{result.total(result.found) + result.total(result.missed)} ({result.found_rate:.1%}), false alarms on "
            f"{result.total(result.false)} of {sum(result.safe.values())} safe statements ({result.false_rate:.1%}), "
            f"advice on them: {sum(result.advice.values())}"
        )
    return "\n".join(lines)


# docs/comparison.md

PAGE = """# Comparison

Made by `scripts/comparison`: {tools} on {cases} migrations that were written for this
purpose, {hazards} statements that are hazards and {safe} that are safe, many of them looking like a hazard.

- A label is what PostgreSQL {postgres} shows, wherever a server can show it: a table rewritten, scanned or an index built under
  a lock that keeps writers out; work done while an earlier statement's lock is held; the failure and its SQLSTATE; rows or
  columns that are gone; a statement of the running release that works before the migration and fails after it. A safe
  statement shows none of that. The others (advice, security, timeouts) say in a query what is true behind the
  migration, or a sentence why.
- A hazard is *found* if a tool reports its statement for a reason of that kind; [tools.toml](../comparison/tools.toml) says what
  each rule is about. What is about another thing (a style, a guard, a missing timeout) does not count, and is no
  false alarm either.
- *Advice* is about what goes wrong much later, or is a matter of taste: types, names, superfluous indexes. whimbrel keeps most
  of it out of its preset `recommended`.
- A *false alarm* is a claim of harm on a statement that does none: one counts for a statement.
- Every tool reads the file of the migration as it comes, with its defaults, told the version of PostgreSQL, and whether the
  runner opens a transaction, if it can be. whimbrel also reads the migrations before it, as it does in a project.{pgrubic}

The cases are ours, and so is the choice of what is in them: take the table for what it shows of the kinds of hazards, not for a
mark. Cases where whimbrel is wrong are listed below.

| | {columns} |
|---|{rules}|
| hazards found | {found} |
| advice given | {advised} |
| safe statements with a false alarm | {false} |
| other remarks on safe statements | {advice} |

## Hazards found, by kind

| | hazards | {columns} |
|---|---|{rules}|
{rows}

## False alarms, by kind

| | safe | {columns} |
|---|---|{rules}|
{alarms}

## By what the label says

| | | {columns} |
|---|---|{rules}|
{words}

## Where whimbrel is wrong

{wrong}

## What neither squawk nor pgrubic finds

{only}
"""

WORDS = {
    "rewrite": "rewrites a table under a strong lock", "scan": "reads a table under a strong lock",
    "build": "builds an index under a strong lock", "held": "works while an earlier lock is held",
    "rows": "writes all rows of a table at once", "lock": "locks against everybody",
    "fails": "fails for certain", "data": "loses data", "loses": "loses objects unsaid",
    "client": "breaks the running release", "transaction": "transaction not as meant", "again": "cannot start again",
    "security": "security", "consistency": "consistency", "timeout": "timeouts", "killed": "a timeout that kills a concurrent build", "design": "design",
    "type": "types of columns", "redundant": "redundant index", "fkindex": "foreign key without index",
    "nokey": "no primary key", "name": "names", "null": "comparison with NULL", "columnlist": "INSERT without columns",
}  # fmt: skip


def listed(names):
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def share(part, whole):
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "–"


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def markdown(results, cases, postgres, why_no_pgrubic):
    columns = " | ".join(f"{result.tool.name} {result.tool.version}" for result in results)
    categories = sorted({case.category for case in cases})
    hazards = {category: [(case, s) for case in cases if case.category == category for s in case.hazards]
               for category in categories}  # fmt: skip
    ours = results[0]
    return PAGE.format(
        tools=listed(dict.fromkeys(result.tool.name.split()[0] for result in results)),
        cases=len(cases), hazards=sum(map(len, hazards.values())), safe=sum(ours.safe.values()), postgres=postgres,
        pgrubic="" if any(r.tool.name == "pgrubic" for r in results) else f"\n  pgrubic did not run: {why_no_pgrubic}.",
        columns=columns, rules="---|" * (len(results) - 1) + "---",
        found=" | ".join(share(r.total(r.found), r.total(r.found) + r.total(r.missed)) for r in results),
        advised=" | ".join(share(r.total(r.advised), r.total(r.advised) + r.total(r.unadvised)) for r in results),
        false=" | ".join(share(r.total(r.false), sum(r.safe.values())) for r in results),
        advice=" | ".join(str(sum(r.advice.values())) for r in results),
        rows="\n".join(
            row(title(name), len(hazards[name]), *(len(r.found[name]) for r in results)) for name in categories
        ),
        alarms="\n".join(
            row(title(name), ours.safe[name], *(len(r.false[name]) for r in results)) for name in categories
        ),
        words="\n".join(by_word(results, word) for word in WORDS if any(word in case.words for case in cases)),
        wrong=wrong(ours), only=only(results),
    )  # fmt: skip


def title(category):
    return category.replace("-", " ")


def by_word(results, word):
    def having(counts):
        return sum(1 for found in counts.values() for _, statement in found if word in statement.words)

    ours = results[0]
    total = sum(having(counts) for counts in (ours.found, ours.missed, ours.advised, ours.unadvised))
    return row(WORDS[word], total, *(having(result.found) + having(result.advised) for result in results))


def wrong(ours):
    lines = [
        f"- missed: `{case.name}`, {' and '.join(WORDS[word] for word in sorted(statement.words))}"
        for category in sorted(ours.missed) for case, statement in ours.missed[category]
    ]  # fmt: skip
    lines += [
        f"- false alarm: `{case.name}`, {alarm.rule}: {alarm.message}"
        for category in sorted(ours.false) for case, _, alarm in ours.false[category]
    ]  # fmt: skip
    return "\n".join(lines) or "Nowhere in these cases."


def only(results):
    others = {(case.name, statement.first) for result in results if not result.tool.name.startswith("whimbrel")
              for found in result.found.values() for case, statement in found}  # fmt: skip
    ours = [(case, statement) for category in sorted(results[0].found) for case, statement in results[0].found[category]
            if (case.name, statement.first) not in others]  # fmt: skip
    names = ", ".join(f"`{case.name}`" for case, _ in dict((case.name, (case, s)) for case, s in ours).values())
    return f"{len(ours)} statements that whimbrel finds: {names}."
