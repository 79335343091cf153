"""One text after the other: what PostgreSQL makes of it, what whimbrel does."""
import bisect
import itertools
import pathlib
import re

import acceptance
import psql_masking
from outcome import Outcome
from postgres import REFUSALS, decoded, postgres_pieces, postgres_statements, postgres_tokens
from bodies import compare_bodies
from queries import compare_queries
from statements import compare_statements, compare_tokens
from whimbrel import Crash, inspect, reported, whimbrel_tokens

# What psql or a template might take part in, on Latin-1.
TEMPLATE = re.compile(r"\{\{|\$\{")
PSQL = re.compile(r"\\|(?<!:)(?:::)*:[A-Za-z0-9_'\"{\x80-\xff]|\bstd(in|out)\b", re.IGNORECASE)


def work(job):
    binary, is_random, paths = job
    contents = {path: pathlib.Path(path).read_bytes() for path in paths}
    # pglast takes no NUL, and whimbrel refuses UTF-16.
    paths = [path for path in paths if b"\0" not in contents[path]]
    skipped = [Outcome(path, "skipped") for path in contents if path not in paths]
    if not paths:
        return skipped
    try:
        tokens, statements = inspect(binary, ["tokens"], paths), inspect(binary, ["statements", "--bodies"], paths)
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
            outcome.differ("refusal", 0, outcome.refusal, "no finding")
    return skipped + outcomes


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
    body_records = [record for record in statement_records if "body" in record]
    statement_records = [record for record in statement_records if "body" not in record]
    tokens = None

    def compare_parts(outcome, statements, altered=()):
        if "\ufffd" in data.decode(errors="replace"):
            return  # names differ where PostgreSQL got another letter
        compare_queries(outcome, statements, statement_records, altered)
        compare_bodies(outcome, data, statements, body_records, altered)

    try:
        tokens = postgres_tokens(text, byte)
        statements = postgres_statements(text, byte, tokens)
        outcome = Outcome(path, "whole")
        compare_tokens(outcome, data, tokens, actual)
        compare_statements(outcome, statements, statement_records)
        acceptance.compare_accepted(outcome, statement_records)
        compare_parts(outcome, statements)
        return outcome
    except REFUSALS as error:
        reason = str(error.args[0])
    if is_random and not is_plain(data, tokens or ()):
        return Outcome(path, "skipped")
    if is_random:
        outcome = Outcome(path, "refused" if tokens is None else "scanned")
        acceptance.compare_first_error(outcome, text, byte, statement_records)
        if tokens is None:
            outcome.refusal = reason
        else:
            compare_tokens(outcome, data, tokens, actual)
            pieces = postgres_pieces(data, text, byte, tokens)
            compare_statements(outcome, pieces, statement_records, others_allowed=True)
        return outcome

    scans = [(data, text, byte, tokens)] if tokens is not None else []
    for masked in psql_masking.variants(data):
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
        acceptance.compare_accepted(outcome, statement_records)
        compare_parts(outcome, statements, masked.ranges)
        return outcome

    outcome = Outcome(path, "pieces")
    compare_parts(outcome, acceptance.compare_each(outcome, data, statement_records, actual))
    if scans:
        # Without masks, rows of COPY and what psql skips would count as statements.
        best = max((postgres_pieces(*scan) for scan in scans[1:] or scans), key=len)
        compare_statements(outcome, best, statement_records, others_allowed=True, counted=False)
    else:
        outcome.how, outcome.refusal = "refused", reason
    return outcome
