"""PostgreSQL's side: its scanner, its parser and its splitter, as pglast has them."""
import bisect
import itertools
import re
from dataclasses import dataclass, field

from pglast import ast, parser

BEGIN_ATOMIC = re.compile(r"\bbegin\b.{0,80}\batomic\b", re.IGNORECASE | re.DOTALL)

CLASSES = {
    "IDENT": "identifier", "UIDENT": "identifier",
    "SCONST": "string", "USCONST": "string", "BCONST": "string", "XCONST": "string",
    "ICONST": "number", "FCONST": "number",
    "PARAM": "parameter",
    "SQL_COMMENT": "comment", "C_COMMENT": "comment",
}  # fmt: skip

# Nodes that are the same for many kinds of object, and where they say which.
OBJECT_FIELD = {
    "AlterObjectSchemaStmt": "objectType",
    "AlterOwnerStmt": "objectType",
    "AlterTableStmt": "objtype",
    "CommentStmt": "objtype",
    "DropStmt": "removeType",
    "RenameStmt": "renameType",
}


class JunkAfterParameter(Exception):
    """`$1a`: an error for PostgreSQL; libpg_query has the rule taken out (its patch 09_allow_param_junk)."""


# UnicodeDecodeError: PostgreSQL's message quotes the text, and may cut it off inside a character.
REFUSALS = (parser.ParseError, UnicodeDecodeError, JunkAfterParameter)


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


def postgres_tokens(text, byte):
    """(start, end, class) of every token; raises one of REFUSALS where the scanner refuses."""
    tokens = []
    for token in parser.scan(text) if text.strip() else ():
        end = token.end + 1  # the end that pglast gives is inclusive
        if token.name == "PARAM" and re.match("[A-Za-z_\x80-\U0010ffff]", text[end : end + 1]):
            raise JunkAfterParameter("trailing junk after parameter", token.start)
        kind = "keyword" if token.kind != "NO_KEYWORD" else CLASSES.get(token.name, "operator")
        tokens.append((byte(token.start), byte(end), kind))
    return tokens


@dataclass(frozen=True)
class Statement:
    start: int
    end: int
    node: str
    object: str
    commands: tuple
    concurrently: bool
    #: PostgreSQL's tree of it.
    tree: ast.Node | None = field(default=None, compare=False, repr=False)

    def __str__(self):
        words = [self.node, self.object or "", *self.commands, "CONCURRENTLY" if self.concurrently else ""]
        return f"{self.start}..{self.end} {' '.join(filter(None, words))}"


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
            Statement(significant[first][0], significant[last][1], *described(raw.stmt), raw.stmt)
        )
    return statements


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
        concurrently = any(
            parameter.defname == "concurrently" and is_true(parameter.arg) for parameter in node.params or ()
        )
    return name, kind, commands, concurrently


def is_true(argument):
    """The value of an option, as defGetBoolean reads it, if it is one at all."""
    match argument:
        case ast.Integer():
            return argument.ival != 0
        case ast.String():
            return argument.sval.lower() not in ("false", "off")
    return True


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


@dataclass(frozen=True)
class Refusal:
    """What PostgreSQL says of a text that it does not accept."""

    message: str
    #: The byte that it points at, or the end of the text; None where it points nowhere.
    place: int | None


def verdict(text, byte):
    """None if PostgreSQL's parser accepts the text, else its `Refusal`."""
    refusals = []
    for read in (parser.parse_sql_json, _scan_parameters):
        try:
            read(text)
        except UnicodeDecodeError:
            return Refusal("not known: the message ends inside a character", None)
        except REFUSALS as error:
            message, place = (*error.args, None)[:2]
            if place is None and message.endswith("at end of input"):
                place = len(text)
            refusals.append(Refusal(message, None if place is None else byte(place)))
    return min(refusals, key=lambda refusal: refusal.place or 0, default=None)


def _scan_parameters(text):
    if re.search(r"\$\d+[A-Za-z_\x80-\U0010ffff]", text):
        postgres_tokens(text, lambda offset: offset)
