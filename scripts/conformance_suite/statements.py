"""Tokens, and where statements begin and end and of which kind they are."""
from outcome import snippet
from postgres import OBJECT_FIELD, Statement
from whimbrel import whimbrel_statements


def compare_tokens(outcome, data, expected, actual):
    outcome.figures["tokens"] += len(expected)
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


def compare_statements(outcome, expected, records, others_allowed=False, counted=True):
    """`others_allowed`: whimbrel may see statements where PostgreSQL made nothing of the text."""
    actual = whimbrel_statements(records)
    ours = {statement.start: statement for statement in actual}
    theirs = {statement.start: statement for statement in expected}
    unread = {record["start"] for record in records if not record.get("parsed", True)}
    if counted:
        outcome.figures["statements"] += len(expected)
        outcome.figures["unread"] += sum(start in unread for start in theirs)
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
    names = [name for name in vars(postgres) if name != "tree" and getattr(postgres, name) != getattr(whimbrel, name)]
    return f"statement: {postgres.node}, {' '.join(names)}"
