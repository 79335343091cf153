"""The labelled cases: comparison/cases/*.sql, a file for each category.

    --- name [transaction] [postgres MAJOR]
    --@ earlier
    statements of an earlier migration of the same history;
    --@ migration
    --@ client SQL that the running release sends
    --@ shows a query that is true behind the migration, if the label is right
    a statement;
    --! WORD[, WORD] [: why]
    the statement that is a hazard, in these ways;

A case without `--!` is a bait: what it does is safe, though it looks like a hazard. Lines that begin with `--!` or `--@`
are not in the file that the tools get. `transaction` says that the runner wraps the file in one; `postgres` that an older
server does not know what is in it. A statement ends with a `;` at the end of a line, but not between $$ and $$.
"""
import pathlib
import re
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).parent.parent.parent / "comparison"
HEADING = re.compile(r"^--- *(.+)\n", re.MULTILINE)

#: What a label may say, and what a tool's finding has to be about to count.
TOPICS = {
    # Shown by a server.
    "rewrite": "blocks", "scan": "blocks", "build": "blocks", "held": "blocks", "rows": "blocks", "lock": "blocks",
    "fails": "fails", "data": "data", "client": "clients",
    # Shown by a query of the case where there is one.
    "loses": "data", "transaction": "transaction", "again": "rerun", "security": "security", "design": "design", "timeout": "timeout", "killed": "killed",
    "consistency": "consistency",
    # Advice, each of its own kind.
    **{word: word for word in ("type", "redundant", "fkindex", "nokey", "name", "null", "columnlist")},
}  # fmt: skip


#: Nothing goes wrong when the migration runs.
ADVICE = {"type", "redundant", "fkindex", "nokey", "name", "columnlist"}


@dataclass
class Statement:
    sql: str
    #: Lines of the file that the tools get, from 1; the comments above it included.
    first: int
    last: int
    words: frozenset = frozenset()

    @property
    def is_advice(self):
        return bool(self.words) and self.words <= ADVICE


@dataclass
class Case:
    name: str
    category: str
    in_transaction: bool = False
    postgres: int = 0
    earlier: str = ""
    text: str = ""
    clients: list = field(default_factory=list)
    shows: list = field(default_factory=list)
    statements: list = field(default_factory=list)

    @property
    def hazards(self):
        return [statement for statement in self.statements if statement.words and not statement.is_advice]

    def at(self, first, last):
        """The statements that some of the lines belong to."""
        return [statement for statement in self.statements if statement.first <= last and first <= statement.last]

    @property
    def words(self):
        return frozenset().union(*(statement.words for statement in self.statements))


def split(text):
    """Statements, each with the index of its first line and of the line behind it."""
    found, start, depth = [], 0, 0
    lines = text.split("\n")
    for index, line in enumerate(lines):
        depth += line.count("$$")
        if line.rstrip().endswith(";") and depth % 2 == 0 and not line.lstrip().startswith("--"):
            found.append(("\n".join(lines[start : index + 1]), start, index + 1))
            start = index + 1
    return found


def parse(category, heading, text):
    name, *options = heading.split()
    case = Case(name, category)
    while options:
        option = options.pop(0)
        if option == "transaction":
            case.in_transaction = True
        elif option == "postgres":
            case.postgres = int(options.pop(0))
        else:
            raise ValueError(f"{name}: what is {option}?")
    lines, labels, target = [], [], "text"
    for line in text.strip("\n").split("\n"):
        if line.startswith("--! "):
            words = frozenset(word.strip() for word in line[4:].split(":")[0].split(","))
            if unknown := words - TOPICS.keys():
                raise ValueError(f"{name}: what is {', '.join(unknown)}?")
            labels.append((len(lines), words))
        elif line.startswith("--@ "):
            word, _, rest = line[4:].partition(" ")
            match word:
                case "earlier": target = "earlier"
                case "migration": target = "text"
                case "client": case.clients.append(rest)
                case "shows": case.shows.append(rest)
                case _: raise ValueError(f"{name}: what is {word}?")
        elif target == "earlier":
            case.earlier += line + "\n"
        else:
            lines.append(line)
    case.text = "\n".join(lines).rstrip("\n") + "\n"
    for sql, start, end in split(case.text):
        words = frozenset().union(*(words for line, words in labels if start <= line < end))
        case.statements.append(Statement(sql.strip(), start + 1, end, words))
    if len(labels) > sum(1 for statement in case.statements if statement.words):
        raise ValueError(f"{name}: a label stands before no statement")
    return case


def read(pattern=""):
    """The cases whose category and name match a regular expression."""
    cases = []
    for path in sorted((ROOT / "cases").glob("*.sql")):
        _, *parts = HEADING.split(path.read_text())
        cases += [parse(path.stem, *pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    names = [case.name for case in cases]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"these cases are there twice: {', '.join(sorted(twice))}")
    return [case for case in cases if re.search(pattern, f"{case.category} {case.name}")]
