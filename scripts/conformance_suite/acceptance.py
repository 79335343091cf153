"""What PostgreSQL accepts and what it refuses, and at which byte, statement by statement.

Nothing that PostgreSQL accepts may be an error here. Of what it refuses, a set's figures must reach the thresholds.
"""
import bisect

import psql_masking
from statements import compare_statements
from postgres import decoded, postgres_statements, postgres_tokens, verdict

#: Of the statements that PostgreSQL refuses: which part must be refused, and which at the same byte.
REFUSED_AT_LEAST = 0.97
SAME_BYTE_AT_LEAST = 0.95


def compare_accepted(outcome, records):
    """The statements of a text that PostgreSQL accepts as a whole."""
    for record in records:
        outcome.figures["accepted"] += 1
        if error := record.get("error"):
            _false_error(outcome, record, error)


def compare_each(outcome, data, records, tokens):
    """The statements of a text in which PostgreSQL finds an error, each by itself.

    Answers PostgreSQL's trees of those that it accepts.
    """
    accepted = []
    variants = list(psql_masking.variants(data))
    ranges = variants[0].ranges if variants else []
    # In a text that breaks off somewhere, what is masked behind that place may not be all.
    ranges = sorted({*ranges, *((start, end) for start, end, kind in tokens if kind in ("placeholder", "meta"))})
    starts = [start for start, _ in ranges]
    for record in records:
        if "start" not in record:
            continue
        start, end = record["start"], record["end"]
        near = bisect.bisect_left(starts, end)
        if near and ranges[near - 1][1] > start:
            # What stands for something else is never an error, if anything could stand there.
            if record.get("error") and any(_accepts(variant.data[start:end]) for variant in variants):
                outcome.figures["accepted"] += 1
                _false_error(outcome, record, record["error"])
        else:
            accepted += _compare_one(outcome, data[start:end], record)
    return accepted


def _accepts(data):
    return verdict(*decoded(data)) is None


def _compare_one(outcome, data, record):
    start = record["start"]
    text, byte = decoded(data)
    refusal = verdict(text, byte)
    error = record.get("error")
    if refusal:
        place = error and min(error["start"], record["end"]) - start
        _compare_refusal(outcome, refusal, start, place, error, record.get("node"))
        return []
    outcome.figures["accepted"] += 1
    if error:
        _false_error(outcome, record, error)
        return []

    def file_byte(offset):
        return start + byte(offset)

    statements = postgres_statements(text, file_byte, postgres_tokens(text, file_byte))
    compare_statements(outcome, statements, [record])
    return statements


def compare_first_error(outcome, text, byte, records):
    """A text of any kind that PostgreSQL refuses, as a whole."""
    refusal = verdict(text, byte)
    if refusal is None or refusal.message.startswith("unterminated /* comment"):
        return  # a comment belongs to no statement
    errors = [record["error"] for record in records if "error" in record]
    error = min(errors, key=lambda error: error["start"], default=None)
    place = error and error["start"]
    if error and error["message"].endswith("at end of input"):
        place = byte(len(text))  # ours lies behind the last token
    _compare_refusal(outcome, refusal, 0, place, error)


def _false_error(outcome, record, error):
    outcome.figures["called errors"] += 1
    outcome.differ(
        "error", error["start"], "accepts the statement", error["message"],
        sort=f"accepted, an error here: {record.get('node')}",
    )  # fmt: skip


def _compare_refusal(outcome, refusal, base, place, error, node=None):
    outcome.figures["refused"] += 1
    if place is None:
        outcome.differ(
            "refusal", base + (refusal.place or 0), refusal.message, "no error",
            sort=f"refused by PostgreSQL, no error here: {node}", fails=False,
        )  # fmt: skip
        return
    outcome.figures["refused here"] += 1
    if refusal.place is None or refusal.place == place:
        outcome.figures["at the same byte"] += 1
        return
    outcome.differ(
        "place of an error", base + refusal.place, f"{refusal.message}, byte {base + refusal.place}",
        f"{error['message']}, byte {base + place}", sort=f"refused at another byte: {node}", fails=False,
    )  # fmt: skip


def summary(figures):
    """The figures of a set in words, and the thresholds that they miss."""
    refused = figures["refused"]
    words = f"PostgreSQL accepts {figures['accepted']} statements, {figures['called errors']} of them called errors"
    missed = []
    if refused:
        here, same = figures["refused here"] / refused, figures["at the same byte"] / refused
        words += f"; refuses {refused}, refused here {_percent(here)}, at the same byte {_percent(same)}"
        if here < REFUSED_AT_LEAST:
            missed.append(f"less than {_percent(REFUSED_AT_LEAST)} of what PostgreSQL refuses is refused")
        if same < SAME_BYTE_AT_LEAST:
            missed.append(f"less than {_percent(SAME_BYTE_AT_LEAST)} of it at the same byte")
    return words, missed


def _percent(part):
    return f"{100 * part:.2f} %"
