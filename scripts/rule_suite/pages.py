"""The examples on the pages of the rules, and what the pages say a server shows of them.

The line `On a server: …` has the claim of a page, words with commas between them. The marked statement of a bad
example does all of it; no statement of a good example, or of a fixed one, does, unless that is approved, or another rule
reports it. The first words are about each statement (trial.py measures it alone):

  a lock mode               on a relation that was there before the file, or a stronger one
  held and a lock mode      its transaction holds it when it is done; `held twice`: on two tables
  rewrite, scan, build      of a relation that was there before the file; an index built on one
  writes                    more than one row of such a relation
  work                      one of these four
  data                      rows, or columns, that were there are gone
  cascades                  to what belongs to such a relation, as the server says in a notice
  under a timeout           statement_timeout or lock_timeout would end it within an hour
  changes a catalogue       writes to a table of PostgreSQL's own as one writes to any
  fails, fails SQLSTATE     sent as the runner sends it
  fails the second time     when the file is run again, or else it does its work twice

The others are about an example as its runner sends it, once for each marked statement, without the others that are
marked (words.py); ` or ` stands between words of which one has to be true:

  gains X, loses X          a look at the catalogue (looks.py has them) shows more, or less, than before
  breaks names              by which clients find columns, types, labels, sequences, functions and their results
  breaks writes             INSERTs that clients could send (clients.py)
  breaks calls              what happens inside functions that they call, or behind their writes
  opens, closes rows        other roles can read, change, delete or insert more, or fewer; `changes rows`: either;
                            `to writing`: reading left out (roles.py)
  … for a while             the same, or others see it in between
  bypasses policies         a view shows other roles more than its tables do
  runs its argument         a function runs SQL that it is given
  finds its caller's tables with rights of its owner, a function takes a temporary table for another
  needs a superuser         fails with 42501 for a role that may do all with the tables
  waits without end         for a lock that others notice, and no lock_timeout ends that
  switches triggers off     by session_replication_role
  warns SQLSTATE            the server says that
  ends the transaction      of the runner
  leaves a role             SET ROLE lasts beyond the file
  is undone                 all is as before when the session is over
  stays invalid             the index of a build that has failed, though the file is run again and succeeds
  stops the next run        the file, after CONCURRENTLY has failed half way in it
  hides a difference        IF NOT EXISTS finds something else than it would make
  comes back different      the schema, behind the migration and its way back
  loses more on the way back  what was there before the migration and behind it
  data on the way back      columns that the migration leaves are gone
  nothing (why)             no server shows it; the examples only have to run

Words of a fence: `alternatives`, its files are not run one after the other; `unseen`, what is claimed cannot be seen
in it; `fine`, a good example shows it as well, or fails, which is fine for the reason that the page gives;
`fails=SQLSTATE`, it fails so, whatever the page claims; `once`, nobody says that it can run a second time;
`server=18`, the version that it needs.
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
#: Words of the fence, explained above.
ALTERNATIVES = "alternatives"
UNSEEN = "unseen"
FINE = "fine"
FAILS = "fails"
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
        said = (self.words[word] for word in ("server", "pg", "postgres") if word in self.words)
        return int(re.split(r"\D", next(said, "0"))[0])


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
    made.words |= {word: bad.words[word] for word in ("framework", "transport") if word in bad.words}
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
