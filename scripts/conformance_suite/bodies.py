"""The bodies of DO blocks and functions in PL/pgSQL: whether they are accepted, and the SQL that is embedded in them.

pglast has no places for the errors of PL/pgSQL; what can be compared is their messages.
"""
import collections
import json
import re

from pglast import ast, parser

from postgres import decoded, postgres_tokens

#: Which part of the statements and expressions that PostgreSQL finds must be found here, word for word.
FOUND_AT_LEAST = 0.99

# What libpg_query refuses because it knows no catalog.
NO_CATALOG = re.compile(
    r"Not implemented|pseudo-type|cannot accept type|must be an array|is not a (known|scalar) variable|loop variable of"
)
# How PL/pgSQL asks for the values of a WHEN.
WHEN = re.compile(r'"__Case__Variable_\d+__" IN \((.*)\)', re.DOTALL)
NAMED = re.compile(r" AS \w+$")
RAW_PARSE_DEFAULT = 0
# These are read as SQL here; PL/pgSQL keeps no text of them.
TRANSACTION = re.compile(r"(commit|rollback)\b", re.IGNORECASE)
TEMPLATE = re.compile(rb"\{\{|\$\{")


def compare_bodies(outcome, data, statements, records, altered=()):
    """`altered`: ranges of the file where PostgreSQL's text is not the file's."""
    found = _by_statement(statements, records)
    for statement in statements:
        if not has_plpgsql(statement.tree):
            continue
        start, end = statement.start, statement.end
        is_altered = any(first < end and last > start for first, last in altered)
        if not is_altered and not TEMPLATE.search(data[start:end]):
            _compare_body(outcome, data, statement, found.get(start, []))


def has_plpgsql(tree):
    """Whether a statement has a body of PL/pgSQL in a string."""
    if isinstance(tree, ast.DoStmt):
        options, language = tree.args, "plpgsql"
    elif isinstance(tree, ast.CreateFunctionStmt):
        options, language = tree.options, None
    else:
        return False
    options = {option.defname: option.arg for option in options or ()}
    if "language" in options:
        language = options["language"].sval
    return language == "plpgsql" and "as" in options


def _by_statement(statements, records):
    """The records of the outermost bodies, by where their statement starts."""
    found, bodies = collections.defaultdict(list), {}
    places = iter(sorted((statement.start, statement.end) for statement in statements))
    place = next(places, None)
    for record in records:
        body = (record["body"]["start"], record["body"]["end"])
        while place and place[1] <= body[0]:
            place = next(places, None)
        if place and place[0] < body[0] and bodies.setdefault(place[0], body) == body:
            found[place[0]].append(record)
    return found


def _compare_body(outcome, data, statement, records):
    text, _ = decoded(data[statement.start : statement.end])
    error = next((record["error"] for record in records if record["kind"] == "body" and "error" in record), None)
    try:
        expressions = list(embedded(json.loads(parser.parse_plpgsql_json(text))))
    except (parser.ParseError, UnicodeDecodeError) as refusal:
        _compare_refusal(outcome, statement, str(refusal.args[0]), error)
        return
    outcome.figures["bodies accepted"] += 1
    if error:
        outcome.figures["bodies called errors"] += 1
        outcome.differ("error", error["start"], "accepts the body", error["message"], "body accepted, an error here")
        return
    ours = collections.Counter(
        _text(data, record) for record in records if record["kind"] in ("statement", "expression", "assignment")
    )
    for mode, query in expressions:
        what = "statements" if mode == RAW_PARSE_DEFAULT else "expressions"
        outcome.figures[f"embedded {what}"] += 1
        if ours[query] > 0:
            ours[query] -= 1
            outcome.figures[f"found {what}"] += 1
        else:
            outcome.differ(f"embedded {what}", statement.start, repr(query), "not found", fails=False)
    for query in ours.elements():
        if TRANSACTION.match(query):
            continue
        outcome.figures["embedded, of no one"] += 1
        outcome.differ("embedded, of no one", statement.start, "nothing", repr(query), fails=False)


def _compare_refusal(outcome, statement, message, error):
    if NO_CATALOG.search(message):
        return
    outcome.figures["bodies refused"] += 1
    if error:
        outcome.figures["bodies refused here"] += 1
    if error and error["message"] == message:
        outcome.figures["bodies refused with the same words"] += 1
    else:
        said = error["message"] if error else "no error"
        outcome.differ("body refused", statement.start, message, said, fails=False)


def embedded(tree, owner=""):
    """(parse mode, text) of what the SQL parser is given, as it stands in the body."""
    if isinstance(tree, list):
        for part in tree:
            yield from embedded(part, owner)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key != "PLpgSQL_expr":
                # A cursor's arguments, and those of a loop over it, are one query.
                yield from embedded(value, key)
                continue
            query = value["query"].strip()
            if when := WHEN.fullmatch(query):
                query = when[1].strip()
            # `name := value` comes as `value AS name`.
            parts = [NAMED.sub("", part) for part in split_at_commas(query)] if owner == "argquery" else [query]
            yield from ((value["parseMode"], part) for part in parts)


def split_at_commas(text):
    parts, depth, begin = [], 0, 0
    for start, end, _ in postgres_tokens(text, lambda offset: offset):
        token = text[start:end]
        depth += (token in "([") - (token in ")]")
        if token == "," and not depth:
            parts.append(text[begin:start].strip())
            begin = end
    return [*parts, text[begin:].strip()]


def _text(data, record):
    """The text of a piece as PL/pgSQL hands it on: without quotes doubled by the string around it, without INTO."""
    quote = _opening_quote(data, record["body"]["start"])
    start, end = record["start"], record["end"]
    if into := record.get("into"):
        blank = len(unquoted(data[into["start"] : into["end"]], quote).encode())
        text = (
            unquoted(data[start : into["start"]], quote) + " " * blank + unquoted(data[into["end"] : end], quote)
        )  # fmt: skip
    else:
        text = unquoted(data[start:end], quote)
    text = text.strip()
    if record["kind"] == "statement" and text[:7].lower() == "perform":
        text = "SELECT" + text[7:]
    return text


def _opening_quote(data, start):
    """`'` or `E'`, or nothing behind a dollar quote."""
    if data[start - 1 : start] != b"'":
        return ""
    return "E'" if data[start - 2 : start - 1] in (b"e", b"E") else "'"


def unquoted(data, quote):
    text, _ = decoded(data)
    if not quote or "'" not in text and "\\" not in text:
        return text
    return parser.parse_sql(f"select {quote}{text}'")[0].stmt.targetList[0].val.val.sval


def summary(figures):
    """The figures of a set in words, and the thresholds that they miss."""
    words, missed = [], []
    if count := figures["bodies accepted"]:
        words.append(f"PL/pgSQL: {count} bodies accepted, {figures['bodies called errors']} of them called errors")
    if count := figures["bodies refused"]:
        words.append(
            f"{count} refused, {100 * figures['bodies refused here'] / count:.2f} % of them here,"
            f" {100 * figures['bodies refused with the same words'] / count:.2f} % with the same words"
        )
    for what in ("statements", "expressions"):
        if count := figures[f"embedded {what}"]:
            found = figures[f"found {what}"] / count
            words.append(f"{count} embedded {what}, {100 * found:.2f} % found")
            if found < FOUND_AT_LEAST:
                missed.append(f"less than {100 * FOUND_AT_LEAST:.0f} % of the embedded {what} found")
    if count := figures["embedded, of no one"]:
        words.append(f"{count} that PL/pgSQL does not have")
    return "; ".join(words), missed
