"""The examples on the pages of the rules, and what the pages say a server shows of them.

The line `On a server: …` has the claim of a page, words with commas between them:

  a lock mode               on a relation that was there before the file, or a stronger one
  held and a lock mode      its transaction holds it when it is done; `held twice`: on two tables
  rewrite, scan, build      of a relation that was there before the file; an index built on one
  writes                    more than one row of such a relation
  work                      one of these four
  data                      rows, or columns, that were there are gone
  cascades                  to what belongs to such a relation, as the server says in a notice
  fails, fails SQLSTATE     sent as the runner sends it
  fails the second time     when the file is run again, or else it does its work twice
  nothing (why)             no server shows it

The marked statement of a bad example does all that; no statement of a good example, or of a fixed one, does, unless
that is approved, or another rule reports it.
"""
import pathlib
import re
from dataclasses import dataclass, field

FOLDER = pathlib.Path(__file__).parent.parent.parent / "rules"
CLAIM = re.compile(r"^On a server: (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```sql (bad|good|fixed)\b(.*)$")
HEADING = re.compile(r"^-- file: (\S+)((?: \S+)*)$")
CARETS = re.compile(r"^--(?:<\^*| *\^+)(?: |$)")
#: What the base branch has, or had: it is not run.
NOT_RUN = ("was", "arrived")
#: Words of the fence: its files are not run one after the other; it is done to no relation of a user.
ALTERNATIVES = "alternatives"
UNSEEN = "unseen"
#: Nobody claims that it could run a second time.
ONCE = "once"


@dataclass
class File:
    path: str
    text: str = ""
    #: Offsets in bytes of what caret lines mark.
    marks: list[int] = field(default_factory=list)

    def add(self, line):
        if CARETS.match(line) and self.text:
            last = self.text[:-1].rpartition("\n")[2]
            column = 0 if line.startswith("--<") else line.index("^")
            self.marks.append(len(self.text.encode()) - len((last[column:] + "\n").encode()))
        else:
            self.text += f"{line}\n"


@dataclass
class Example:
    rule: str
    line: int
    kind: str
    words: dict[str, str]
    files: list[File] = field(default_factory=list)
    #: The first file has a name of its own.
    names_first: bool = False

    @property
    def name(self):
        return f"rules/{self.rule}.md:{self.line}"

    @property
    def since(self):
        """The version that it needs."""
        return int(re.split(r"\D", self.words.get("pg") or self.words.get("postgres") or "0")[0])


def example(rule, line, kind, words, body):
    found = Example(rule, line, kind, dict((word.split("=", 1) + [""])[:2] for word in words.split()))
    current = None
    found.names_first = bool(body and HEADING.match(body[0]))
    for text in body:
        heading = HEADING.match(text)
        if heading:
            path, rest = heading.groups()
            current = File(path)
            if path.endswith(".sql") and rest.strip() not in (*NOT_RUN, "schema"):
                found.files.append(current)
            continue
        if current is None:
            current = File(found.words.get("path", "001_example.sql"))
            found.files.append(current)
        current.add(text)
    return found


@dataclass
class Page:
    rule: str
    claim: str | None
    examples: list[Example]


def fixed(made, bad):
    """What a fix has made, with the files that it has left alone."""
    if made.files and not made.names_first:
        made.files[0].path = bad.files[0].path
    texts = {file.path: file for file in made.files}
    if "framework" in bad.words:
        made.words["framework"] = bad.words["framework"]
    made.files = [texts.pop(file.path, File(file.path, file.text)) for file in bad.files] + list(texts.values())
    return made


def page(path):
    lines = path.read_text().split("\n")
    found, start = [], None
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if fence:
            start = (number, fence)
        elif line.startswith("```") and start:
            one = example(path.stem, start[0] + 1, *start[1].groups(), lines[start[0] + 1:number])
            found.append(fixed(one, found[-1]) if one.kind == "fixed" else one)
            start = None
    claim = CLAIM.search("\n".join(lines))
    return Page(path.stem, claim.group(1) if claim else None, found)


def pages():
    return [page(path) for path in sorted(FOLDER.glob("*.md"))]
