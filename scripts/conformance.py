"""Compare `whimbrel inspect tokens` and `inspect statements` with PostgreSQL's own scanner and parser.

PostgreSQL's side is pglast (libpg_query, PostgreSQL 18). Compared are, in sets:

  fixtures   the SQL of examples/ and of the ```sql blocks of rules/*.md
  server     extension/*.sql, information_schema.sql, system_views.sql of an installed PostgreSQL
  random     texts from a fixed seed (random_sql.py)
  DIR…       every .sql, .psql and .pgsql file below a directory

and of each text

  - all tokens with their class, comments included, and all statements with node, object type, ALTER TABLE commands
    and CONCURRENTLY, if PostgreSQL parses the text as it lies (random texts: tokens if its scanner accepts them);
  - else the same outside of the masked bytes, if it parses once psql's and the frameworks' text is masked
    (psql_masking.py);
  - else every statement that parses by itself, where PostgreSQL's splitter cuts the text;
  - if PostgreSQL's scanner refuses the text even so: that `whimbrel check` reports an unparsed-statement.

The last line is "N passed, N failed", counted in texts. Exit code 1 if one failed.
"""
import argparse
import bisect
import collections
import itertools
import json
import multiprocessing
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

from pglast import ast, parser

import psql_masking
import random_sql

ROOT = pathlib.Path(__file__).resolve().parent.parent
SQL_NAME = re.compile(r"\.(sql|psql|pgsql)(\.\w+)?$", re.IGNORECASE)
SQL_FENCE = re.compile(r"^```sql\b[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What psql or a template might take part in, on Latin-1.
TEMPLATE = re.compile(r"\{\{|\$\{")
PSQL = re.compile(r"\\|(?<!:)(?:::)*:[A-Za-z0-9_'\"{\x80-\xff]|\bstd(in|out)\b", re.IGNORECASE)
BEGIN_ATOMIC = re.compile(r"\bbegin\b.{0,80}\batomic\b", re.IGNORECASE | re.DOTALL)

BATCH_FILES = 200
BATCH_BYTES = 1 << 20
TIMEOUT_SECONDS = 120
DIFFERENCES_KEPT_PER_TEXT = 3
DIFFERENCES_SHOWN_PER_SORT = 2


# PostgreSQL's side ---------------------------------------------------------------------------------------------------


def decoded(data):
    """The text for pglast, and a function from its code point offsets to bytes of the file.

    pglast takes valid UTF-8 only. For the scanner every byte from 0x80 is a letter, so a stray one becomes an "é".
    """
    text = data.decode("utf-8", "surrogateescape")
    if text.isascii():
        return text, lambda offset: offset
    widths = (1 if "\udc80" <= c <= "\udcff" else len(c.encode("utf-8")) for c in text)
    offsets = [0, *itertools.accumulate(widths)]
    return re.sub("[\udc80-\udcff]", "é", text), offsets.__getitem__


CLASSES = {
    "IDENT": "identifier", "UIDENT": "identifier",
    "SCONST": "string", "USCONST": "string", "BCONST": "string", "XCONST": "string",
    "ICONST": "number", "FCONST": "number",
    "PARAM": "parameter",
    "SQL_COMMENT": "comment", "C_COMMENT": "comment",
}  # fmt: skip


class JunkAfterParameter(Exception):
    """`$1a`: an error for PostgreSQL; libpg_query has the rule taken out (its patch 09_allow_param_junk)."""


# UnicodeDecodeError: PostgreSQL's message quotes the text, and may cut it off inside a character.
REFUSALS = (parser.ParseError, UnicodeDecodeError, JunkAfterParameter)


def postgres_tokens(text, byte):
    """(start, end, class) of every token; raises one of REFUSALS where the scanner refuses."""
    tokens = []
    for token in parser.scan(text) if text.strip() else ():
        end = token.end + 1  # the end that pglast gives is inclusive
        if token.name == "PARAM" and re.match("[A-Za-z_\x80-\U0010ffff]", text[end : end + 1]):
            raise JunkAfterParameter("trailing junk after parameter")
        kind = "keyword" if token.kind != "NO_KEYWORD" else CLASSES.get(token.name, "operator")
        tokens.append((byte(token.start), byte(end), kind))
    return tokens


def postgres_statements(text, byte, tokens):
    """Statements as whimbrel's JSON has them; raises one of REFUSALS where the parser refuses."""
    significant = [token for token in tokens if token[2] != "comment"]
    starts = [token[0] for token in significant]
    statements = []
    for raw in parser.parse_sql(text) if text.strip() else ():
        start = raw.stmt_location
        end = start + raw.stmt_len if raw.stmt_len else len(text)  # 0: up to the end of the text
        first = bisect.bisect_left(starts, byte(start))
        last = bisect.bisect_left(starts, byte(end)) - 1
        statements.append(
            Statement(significant[first][0], significant[last][1], *described(raw.stmt))
        )
    return statements


@dataclass(frozen=True)
class Statement:
    start: int
    end: int
    node: str
    object: str
    commands: tuple
    concurrently: bool

    def __str__(self):
        words = [self.node, self.object or "", *self.commands, "CONCURRENTLY" if self.concurrently else ""]
        return f"{self.start}..{self.end} {' '.join(filter(None, words))}"


# Nodes that are the same for many kinds of object, and where they say which.
OBJECT_FIELD = {
    "AlterObjectSchemaStmt": "objectType",
    "AlterOwnerStmt": "objectType",
    "AlterTableStmt": "objtype",
    "CommentStmt": "objtype",
    "DropStmt": "removeType",
    "RenameStmt": "renameType",
}


def described(node):
    """Node, object type, ALTER TABLE commands, CONCURRENTLY."""
    name = type(node).__name__
    kind = getattr(node, OBJECT_FIELD[name]).name if name in OBJECT_FIELD else None
    commands, concurrently = (), False
    if name == "AlterTableStmt":
        commands = tuple(command.subtype.name for command in node.cmds)
    elif name in ("IndexStmt", "DropStmt"):
        concurrently = bool(node.concurrent)
    elif name == "ReindexStmt":
        concurrently = any(parameter.defname == "concurrently" for parameter in node.params or ())
    return name, kind, commands, concurrently


def first_stray_parenthesis(data, tokens):
    depth = 0
    for start, end, kind in tokens:
        if kind == "operator" and end == start + 1:
            depth += (data[start] == ord("(")) - (data[start] == ord(")"))
            if depth < 0:
                return start
    return len(data)


def postgres_pieces(data, text, byte, tokens):
    """The statements that parse by themselves, where PostgreSQL's splitter cuts the text."""
    if BEGIN_ATOMIC.search(text):
        return []  # the splitter does not know where such a body ends
    try:
        slices = parser.split(text, with_parser=False, only_slices=True)
    except REFUSALS:
        return []
    limit = first_stray_parenthesis(data, tokens)
    found = []
    for piece in slices:
        if byte(piece.stop) > limit:
            break  # from here on it takes semicolons inside parentheses for ends of statements
        def piece_byte(offset, base=piece.start):
            return byte(base + offset)

        try:
            piece_tokens = postgres_tokens(text[piece], piece_byte)
            statements = postgres_statements(text[piece], piece_byte, piece_tokens)
        except REFUSALS:
            continue
        if len(statements) == 1:
            found += statements
    return found


# whimbrel's side -----------------------------------------------------------------------------------------------------


class Crash(Exception):
    pass


def output(binary, arguments, paths):
    try:
        run = subprocess.run(
            [binary, *arguments, "--", *paths],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Crash(f"{' '.join(arguments)} took more than {TIMEOUT_SECONDS} s") from None
    if run.returncode != 0:
        message = run.stderr.decode(errors="replace").strip()[-300:]
        raise Crash(f"{' '.join(arguments)} ended with {run.returncode}: {message}")
    return run.stdout.decode()


def inspect(binary, what, paths):
    """JSON lines of `inspect tokens` or `inspect statements`, by path."""
    lines = collections.defaultdict(list)
    text = output(binary, ["inspect", what], paths)
    for record in json.loads("[" + ",".join(text.splitlines()) + "]"):
        lines[record["path"]].append(record)
    return lines


def reported(binary, paths):
    """Those of the paths of which `check` says that something in them cannot be read."""
    options = ["--no-config", "--select", "unparsed-statement", "--exit-zero", "--output-format", "json"]
    if not paths:
        return set()
    return {finding["path"] for finding in json.loads(output(binary, ["check", *options], paths))["findings"]}


def whimbrel_tokens(records):
    return [(record["start"], record["end"], record["class"]) for record in records if "class" in record]


def whimbrel_statements(records):
    return [
        Statement(
            record["start"], record["end"], record.get("node"), record.get("object"),
            tuple(record.get("commands", ())), bool(record.get("concurrently")),
        )  # fmt: skip
        for record in records
        if "start" in record
    ]


# Comparison ----------------------------------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What came of one text."""

    path: str
    #: whole, masked, pieces, refused, scanned, skipped, crashed
    how: str
    tokens: int = 0
    statements: int = 0
    #: Statements of PostgreSQL's that whimbrel only classified.
    unread: int = 0
    different: int = 0
    #: Why PostgreSQL's scanner refuses it.
    refusal: str = ""
    differences: list = field(default_factory=list)
    #: How many there are of each sort, in all.
    sorts: collections.Counter = field(default_factory=collections.Counter)

    def differ(self, what, start, postgres, whimbrel, sort=None):
        self.different += 1
        sort = sort or what
        self.sorts[sort] += 1
        if self.sorts[sort] <= DIFFERENCES_KEPT_PER_TEXT:
            self.differences.append((sort, what, start, postgres, whimbrel))


def compare_tokens(outcome, data, expected, actual):
    outcome.tokens += len(expected)
    if expected == actual:
        return

    def shown(token):
        return "nothing" if token is None else f"{token[2]} {snippet(data, token[0], token[1])}"

    theirs = {token[0]: token for token in expected}
    ours = {token[0]: token for token in actual}
    for start in sorted(theirs.keys() | ours.keys()):
        postgres, whimbrel = theirs.get(start), ours.get(start)
        if postgres != whimbrel:
            sort = f"token: {postgres[2] if postgres else 'nothing'}/{whimbrel[2] if whimbrel else 'nothing'}"
            outcome.differ("token", start, shown(postgres), shown(whimbrel), sort)
    if len(theirs) != len(expected) or len(ours) != len(actual):
        outcome.differ("token", 0, f"{len(expected)} tokens", f"{len(actual)} tokens, some at the same place")


def compare_statements(outcome, expected, records, others_allowed=False):
    """`others_allowed`: whimbrel may see statements where PostgreSQL made nothing of the text."""
    outcome.statements += len(expected)
    actual = whimbrel_statements(records)
    ours = {statement.start: statement for statement in actual}
    theirs = {statement.start: statement for statement in expected}
    unread = {record["start"] for record in records if not record.get("parsed", True)}
    outcome.unread += sum(start in unread for start in theirs)
    for start in sorted(theirs.keys() | ours.keys()):
        postgres, whimbrel = theirs.get(start), ours.get(start)
        if postgres is None and others_allowed:
            continue
        if postgres and whimbrel and OBJECT_FIELD.get(postgres.node) is None:
            whimbrel = Statement(**{**vars(whimbrel), "object": None})
        if postgres != whimbrel:
            sort = sort_of_statement(postgres, whimbrel)
            outcome.differ("statement", start, str(postgres or "nothing"), str(whimbrel or "nothing"), sort)
    if len(ours) != len(actual):
        outcome.differ("statement", 0, f"{len(theirs)} statements", f"{len(actual)}, some at the same place")


def sort_of_statement(postgres, whimbrel):
    if postgres is None:
        return "statement: nothing"
    if whimbrel is None:
        return f"statement: {postgres.node}, missing"
    names = [name for name in vars(postgres) if getattr(postgres, name) != getattr(whimbrel, name)]
    return f"statement: {postgres.node}, {' '.join(names)}"


def outside(tokens, ranges):
    """The tokens that neither overlap nor touch a masked range."""
    kept, starts = [], [start for start, _ in ranges]
    furthest = list(itertools.accumulate((end for _, end in ranges), max))
    for token in tokens:
        before = bisect.bisect_right(starts, token[1])  # ranges that begin at or before its end
        if not before or furthest[before - 1] < token[0]:
            kept.append(token)
    return kept


def unaltered(tokens):
    return [token for token in tokens if token[2] not in ("placeholder", "meta")]


def is_plain(data, tokens):
    """Whether neither psql nor a template takes part; if one does, the tokens of a text are whimbrel's own."""
    code = data.decode("latin-1")
    if TEMPLATE.search(code):
        return False
    # What psql does not look into.
    for start, end, kind in tokens:
        if kind in ("string", "comment") or code[start] == '"':
            code = code[: start + 1] + " " * (end - start - 1) + code[end:]
    return not PSQL.search(code)


def compare(path, data, token_records, statement_records, is_random):
    text, byte = decoded(data)
    actual = whimbrel_tokens(token_records)
    tokens = None
    try:
        tokens = postgres_tokens(text, byte)
        statements = postgres_statements(text, byte, tokens)
        outcome = Outcome(path, "whole")
        compare_tokens(outcome, data, tokens, actual)
        compare_statements(outcome, statements, statement_records)
        return outcome
    except REFUSALS as error:
        reason = str(error.args[0])
    if is_random and not is_plain(data, tokens or ()):
        return Outcome(path, "skipped")
    if is_random and tokens is not None:
        outcome = Outcome(path, "scanned")
        compare_tokens(outcome, data, tokens, actual)
        compare_statements(outcome, postgres_pieces(data, text, byte, tokens), statement_records, others_allowed=True)
        return outcome

    scans = [(data, text, byte, tokens)] if tokens is not None else []
    for masked in psql_masking.variants(data) if not is_random else ():
        text, byte = decoded(masked.data)
        try:
            tokens = postgres_tokens(text, byte)
            scans.append((masked.data, text, byte, tokens))
            statements = postgres_statements(text, byte, tokens)
        except REFUSALS:
            continue
        outcome = Outcome(path, "masked")
        compare_tokens(
            outcome, data, outside(tokens, masked.ranges), unaltered(outside(actual, masked.ranges))
        )
        compare_statements(outcome, statements, statement_records)
        return outcome

    if not scans:
        return Outcome(path, "refused", refusal=reason)
    # Without masks, rows of COPY and what psql skips would count as statements.
    best = max((postgres_pieces(*scan) for scan in scans[1:] or scans), key=len)
    outcome = Outcome(path, "pieces")
    compare_statements(outcome, best, statement_records, others_allowed=True)
    return outcome


# Texts and batches ---------------------------------------------------------------------------------------------------


def work(job):
    binary, is_random, paths = job
    contents = {path: pathlib.Path(path).read_bytes() for path in paths}
    # pglast takes no NUL, and whimbrel refuses UTF-16.
    paths = [path for path in paths if b"\0" not in contents[path]]
    skipped = [Outcome(path, "skipped") for path in contents if path not in paths]
    if not paths:
        return skipped
    try:
        tokens, statements = inspect(binary, "tokens", paths), inspect(binary, "statements", paths)
        outcomes = [
            compare(path, contents[path], tokens[path], statements[path], is_random)
            for path in paths
        ]
        refused = [outcome for outcome in outcomes if outcome.refusal]
        known = reported(binary, [outcome.path for outcome in refused])
    except Crash as crash:
        if len(paths) > 1:  # which one is it?
            half = len(paths) // 2
            return [
                *skipped, *work((binary, is_random, paths[:half])), *work((binary, is_random, paths[half:])),
            ]  # fmt: skip
        outcome = Outcome(paths[0], "crashed")
        outcome.differ("crash", 0, "nothing of the kind", str(crash))
        return [outcome]
    for outcome in refused:
        if outcome.path not in known:
            outcome.differ("refusal", 0, outcome.refusal, "no unparsed-statement")
    return skipped + outcomes


def batches(paths):
    batch, size = [], 0
    for path in paths:
        batch.append(path)
        size += os.path.getsize(path)
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def sql_files(directory):
    return sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(directory)
        for name in names
        if SQL_NAME.search(name)
    )


def fixtures(scratch):
    """The SQL files of examples/, and one file for each sql block of rules/*.md."""
    paths = sql_files(ROOT / "examples")
    for page in sorted((ROOT / "rules").glob("*.md")):
        for number, block in enumerate(SQL_FENCE.finditer(page.read_text()), 1):
            path = scratch / f"{page.stem}.{number}.sql"
            path.write_text(block.group(1))
            paths.append(str(path))
    return paths


def server_files():
    """The SQL that comes with PostgreSQL, of every version installed."""
    shares = list(pathlib.Path("/usr/share/postgresql").glob("[0-9]*"))
    if tool := shutil.which("pg_config"):
        answer = subprocess.run([tool, "--sharedir"], capture_output=True, text=True)
        if answer.returncode == 0:
            shares.append(pathlib.Path(answer.stdout.strip()))
    patterns = ("extension/*.sql", "information_schema.sql", "system_views.sql")
    return sorted({str(path.resolve()) for share in shares for pattern in patterns for path in share.glob(pattern)})


def random_files(scratch, seed, count):
    paths = []
    for number in range(count):
        path = scratch / f"random-{number}.sql"
        path.write_bytes(random_sql.text(seed, number).replace(b"\0", b" "))
        paths.append(str(path))
    return paths


# Report --------------------------------------------------------------------------------------------------------------


def snippet(data, start, end):
    text = data[start:end].decode(errors="replace")
    return repr(text if len(text) <= 60 else text[:40] + "…" + text[-15:])


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
    """Prints the figures of a set; answers how many texts failed and how many differences were shown.

    Shown are the first of every sort, so that one common difference does not hide the others.
    """
    how = collections.Counter(outcome.how for outcome in outcomes)
    failed = [outcome for outcome in outcomes if outcome.different]
    total = {
        key: sum(getattr(outcome, key) for outcome in outcomes)
        for key in ("tokens", "statements", "unread", "different")
    }
    ways = ", ".join(f"{count} {way}" for way, count in how.most_common())
    print(
        f"{name}: {len(outcomes)} texts ({ways}), {total['tokens']} tokens,"
        f" {total['statements']} statements ({total['unread']} not read to their end),"
        f" {total['different']} differences in {len(failed)} texts, {seconds:.1f} s"
    )
    shown, shown_of = 0, collections.Counter()
    for outcome in failed:
        for difference in outcome.differences:
            if shown < to_show and shown_of[difference[0]] < DIFFERENCES_SHOWN_PER_SORT:
                show(outcome, difference)
                shown += 1
                shown_of[difference[0]] += 1
    sorts = sum((outcome.sorts for outcome in failed), collections.Counter())
    for sort, count in sorts.most_common() if failed else ():
        print(f"{count:8} {sort}")
    if failed:
        print()
    sys.stdout.flush()
    return len(failed), shown


def options():
    asked = argparse.ArgumentParser(prog="scripts/conformance", description=__doc__.split("\n")[0])
    asked.add_argument("--binary", required=True, help="the whimbrel to test")
    asked.add_argument("--sets", default="fixtures,server,random", help="of fixtures,server,random")
    asked.add_argument("--random", type=int, default=20_000, metavar="N", help="random texts")
    asked.add_argument("--seed", default="whimbrel")
    asked.add_argument("--show", type=int, default=20, metavar="N", help="differences to show")
    asked.add_argument("--jobs", type=int, default=os.cpu_count())
    asked.add_argument("directories", nargs="*", metavar="DIR")
    return asked.parse_args()


def main():
    asked = options()
    in_memory = pathlib.Path("/dev/shm")
    failed = texts = 0
    to_show = asked.show
    with (
        tempfile.TemporaryDirectory(dir=in_memory if in_memory.is_dir() else None) as scratch,
        multiprocessing.Pool(asked.jobs) as pool,
    ):
        scratch = pathlib.Path(scratch)
        (scratch / "empty.sql").touch()
        try:
            reported(asked.binary, [str(scratch / "empty.sql")])
        except Crash as crash:
            sys.exit(f"{asked.binary} cannot be used: {crash}")
        makers = {
            "fixtures": lambda: fixtures(scratch),
            "server": server_files,
            "random": lambda: random_files(scratch, asked.seed, asked.random),
        }
        sets = [(name, makers[name]) for name in asked.sets.split(",") if name]
        sets += [(name, lambda name=name: sql_files(name)) for name in asked.directories]
        for name, make in sets:
            began = time.monotonic()
            paths = make()
            jobs = [(asked.binary, name == "random", batch) for batch in batches(paths)]
            outcomes = [outcome for part in pool.imap(work, jobs) for outcome in part]
            bad, shown = report(name, outcomes, time.monotonic() - began, to_show)
            failed, texts, to_show = failed + bad, texts + len(outcomes), to_show - shown
    print(f"{texts - failed} passed, {failed} failed")
    return 1 if failed or not texts else 0


if __name__ == "__main__":
    sys.exit(main())
