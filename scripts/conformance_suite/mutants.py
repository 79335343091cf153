"""Statements that are nearly right: one token of a real one is dropped, doubled, exchanged with the next, or
replaced by a key word or another statement's token."""
import collections
import contextlib
import itertools
import random
import re

from pglast import keywords, parser

import psql_masking
from postgres import REFUSALS, decoded

#: Long statements repeat themselves; mutants of short ones are more different.
LONGEST_STATEMENT = 1000
STATEMENTS_PER_FILE = 200
#: So many statements lend their tokens.
LENDERS = 3000
# psql would take part in these, or rows of COPY follow, or libpg_query takes a parameter where PostgreSQL does not.
NOT_ALONE = re.compile(r"\\|\{\{|\$\{|\$\d|\bstd(in|out)\b|(?<!:):[\w'\"{]", re.IGNORECASE)
#: This part is changed inside the code of a DO block or function.
IN_BODIES = 0.2
BODIED = ("CreateFunctionStmt", "DoStmt")
BODY = re.compile(r"(?P<quote>\$\w*\$)(?P<body>[^$]*\w[^$]*)(?P=quote)")
KEY_WORDS = sorted(
    keywords.UNRESERVED_KEYWORDS
    | keywords.COL_NAME_KEYWORDS
    | keywords.TYPE_FUNC_NAME_KEYWORDS
    | keywords.RESERVED_KEYWORDS
)
NODE = re.compile(r'"stmt":\{"(\w+)"')


def real_statements(path):
    """(node, text) of the statements of a file that PostgreSQL's parser reads."""
    with open(path, "rb") as file:
        data = file.read()
    if b"\0" in data:
        return []
    for text in (data, *(masked.data for masked in psql_masking.variants(data))):
        with contextlib.suppress(*REFUSALS):
            return _alone(parser.split(decoded(text)[0]))
    with contextlib.suppress(*REFUSALS):
        return _alone(parser.split(decoded(data)[0], with_parser=False))
    return []


def _alone(pieces):
    """Those of the pieces that are one statement each, with their nodes."""
    statements = []
    for piece in pieces:
        if len(piece) <= LONGEST_STATEMENT and not NOT_ALONE.search(piece):
            with contextlib.suppress(*REFUSALS):
                nodes = NODE.findall(parser.parse_sql_json(piece))
                statements += [(node, piece) for node in nodes[:1]]
    return statements


def tokens(text):
    return [
        (token.start, token.end + 1) for token in parser.scan(text) if token.name not in ("SQL_COMMENT", "C_COMMENT")
    ]


def with_body(text):
    """The text, and where the code in it begins and ends, if PostgreSQL's scanner can read that as well."""
    body = BODY.search(text)
    try:
        return (text, *body.span("body")) if body and tokens(body["body"]) else None
    except REFUSALS:
        return None


class Mutants:
    """Mutants of statements. Rare kinds come more often than their number says, common ones less."""

    def __init__(self, statements, seed):
        self.chance = random.Random(seed)
        self.by_node = collections.defaultdict(list)
        for node, text in dict.fromkeys(statements):
            self.by_node[node].append(text)
        self.nodes = sorted(self.by_node)
        self.bodies = [body for node in BODIED for text in self.by_node.get(node, ()) if (body := with_body(text))]
        self.weights = [len(self.by_node[node]) ** 0.5 for node in self.nodes]
        lenders = [self.statement() for _ in range(LENDERS)]
        self.spellings = [text[start:end] for text in lenders for start, end in tokens(text)]

    def statement(self):
        return self.chance.choice(self.by_node[self.chance.choices(self.nodes, self.weights)[0]])

    def next(self):
        if not self.bodies or self.chance.random() >= IN_BODIES:
            return self.changed(self.statement())
        text, start, end = self.chance.choice(self.bodies)
        return text[:start] + self.changed(text[start:end]) + text[end:]

    def changed(self, text):
        places = tokens(text)
        index = self.chance.randrange(len(places))
        start, end = places[index]
        token = text[start:end]
        match self.chance.choice(("drop", "double", "exchange", "key word", "replace", "replace")):
            case "drop":
                instead = ""
            case "double":
                instead = f"{token} {token}"
            case "exchange" if index + 1 < len(places):
                next_start, next_end = places[index + 1]
                instead = f"{text[next_start:next_end]} {token}"
                end = next_end
            case "key word":
                instead = self.chance.choice(KEY_WORDS)
            case _:
                instead = self.chance.choice(self.spellings)
        return f"{text[:start]} {instead} {text[end:]}"


def mutant_files(scratch, seed, count, paths, pool):
    """Files of `count` mutants, made of the statements of the files at `paths`."""
    mutants = Mutants(itertools.chain(*pool.imap(real_statements, paths, chunksize=20)), seed) if paths else None
    files = []
    for number in range(0, count if mutants else 0, STATEMENTS_PER_FILE):
        path = scratch / f"mutants-{number}.sql"
        some = (mutants.next() for _ in range(min(STATEMENTS_PER_FILE, count - number)))
        path.write_text("".join(f"{mutant}\n;\n" for mutant in some))
        files.append(str(path))
    return files
