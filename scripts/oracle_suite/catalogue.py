"""The statements to measure: cases/*.sql, a file for each family, and the schema that they find, fixture.sql.

    --- name [since MAJOR] [needs EXTENSION]
    statements that prepare the case;
    the statement to measure;

A statement ends with a `;` at the end of a line, but not between $$ and $$. `since` is for a case that older servers
cannot prepare. That an older server's grammar lacks the measured statement is no reason to leave it out: that it fails
is a fact.
"""
import functools
import pathlib
import re
from dataclasses import dataclass

FOLDER = pathlib.Path(__file__).parent
HEADING = re.compile(r"^--- *(.+)\n", re.MULTILINE)
END_OF_STATEMENT = re.compile(r";[ \t]*$", re.MULTILINE)
COMMENT_LINE = re.compile(r"^--.*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    name: str
    family: str
    setup: tuple[str, ...]
    sql: str
    since: int = 0
    needs: str | None = None


def statements(text):
    parts = [""]
    for piece in END_OF_STATEMENT.split(COMMENT_LINE.sub("", text)):
        if parts[-1].count("$$") % 2:
            parts[-1] += f";{piece}"
        else:
            parts.append(piece)
    return [part.strip() for part in parts if part.strip()]


def case(family, heading, text):
    name, *words = heading.split()
    options = dict(zip(words[::2], words[1::2], strict=True))
    *setup, sql = statements(text)
    return Case(name, family, tuple(setup), sql, int(options.pop("since", 0)), options.pop("needs", None), **options)


@functools.cache
def fixture():
    return statements((FOLDER / "fixture.sql").read_text())


def catalogue():
    cases = []
    for path in sorted((FOLDER / "cases").glob("*.sql")):
        _, *parts = HEADING.split(path.read_text())
        cases += [case(path.stem, *pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    names = [one.name for one in cases]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"these cases are there twice: {', '.join(sorted(twice))}")
    return cases
