"""The relations that statements read and write, the columns of indexes and checks, as docs/inspect.md defines them."""
from pglast import ast, enums

#: The part of statements of which both sides must say the same.
EQUAL_AT_LEAST = 0.995

#: Where a relation gives rows, and where it takes them.
READ = {
    "CreateStatsStmt": ("relations",),
    "DeleteStmt": ("usingClause",),
    "JoinExpr": ("larg", "rarg"),
    "MergeStmt": ("sourceRelation",),
    "RangeTableSample": ("relation",),
    "SelectStmt": ("fromClause",),
    "UpdateStmt": ("fromClause",),
}
WRITTEN = ("DeleteStmt", "InsertStmt", "MergeStmt", "UpdateStmt")


def compare_queries(outcome, statements, records, altered=()):
    """`altered`: ranges of the file where PostgreSQL's text is not the file's."""
    ours = {record["start"]: record for record in records if "start" in record}
    for statement in statements:
        record = ours.get(statement.start)
        if record is None or any(start < statement.end and end > statement.start for start, end in altered):
            continue
        reads, writes = relations(statement.tree)
        expected = {"reads": reads, "writes": writes}
        _compare(outcome, "relations", statement, expected, record)
        expected = {"columns": index_columns(statement.tree), "checks": checks(statement.tree)}
        _compare(outcome, "columns", statement, expected, record)


def _compare(outcome, what, statement, expected, record):
    actual = {key: record.get(key, []) for key in expected}
    if not any(expected.values()) and not any(actual.values()):
        return
    outcome.figures[what] += 1
    if expected == actual:
        outcome.figures[f"equal {what}"] += 1
        return
    different = [key for key in expected if expected[key] != actual[key]]
    outcome.differ(
        what, statement.start, {key: expected[key] for key in different}, {key: actual[key] for key in different},
        sort=f"{' '.join(different)}: {statement.node}", fails=False,
    )  # fmt: skip


def nodes_in(value):
    """The nodes that a field of a tree holds, in lists at any depth."""
    if isinstance(value, ast.Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from nodes_in(part)


def relations(tree):
    """The names that a statement reads and writes, each sorted."""
    read, written = set(), set()
    _collect(tree, frozenset(), read, written)
    return sorted(read), sorted(written)


def _collect(node, hidden, read, written):
    """`hidden`: names of common tables that can be seen here."""
    kind = type(node).__name__
    if clause := getattr(node, "withClause", None):
        names = [table.ctename for table in clause.ctes]
        for number, table in enumerate(clause.ctes):
            visible = names if clause.recursive else names[:number]
            _collect(table, hidden.union(visible), read, written)
        hidden = hidden.union(names)
    if kind in WRITTEN or kind == "CopyStmt" and node.is_from:
        written.add(relation_name(node.relation))
    elif kind == "CopyStmt" and node.relation:
        read.add(relation_name(node.relation))
    for field in node.__slots__:
        reads = field in READ.get(kind, ())
        for child in nodes_in(getattr(node, field)):
            if not isinstance(child, ast.RangeVar):
                if field != "withClause":
                    _collect(child, hidden, read, written)
            elif reads and (child.schemaname or child.relname not in hidden):
                read.add(relation_name(child))


def relation_name(relation):
    return ".".join(filter(None, (relation.catalogname, relation.schemaname, relation.relname)))


def index_columns(tree):
    if not isinstance(tree, ast.IndexStmt):
        return []
    elements = (*tree.indexParams, *(tree.indexIncludingParams or ()))
    names = {element.name for element in elements if element.name}
    return sorted(names.union(*(columns(part) for part in (*elements, tree.whereClause) if part)))


def checks(tree):
    """The columns of every CHECK, in the order of the text."""
    found = [
        node for node in _below(tree)
        if isinstance(node, ast.Constraint) and node.contype == enums.ConstrType.CONSTR_CHECK
    ]  # fmt: skip
    return [sorted(columns(check.raw_expr)) for check in sorted(found, key=lambda check: check.location)]


def columns(tree):
    """The last words of the column references in an expression, but not `*`."""
    references = (node.fields[-1] for node in _below(tree) if isinstance(node, ast.ColumnRef))
    return {word.sval for word in references if isinstance(word, ast.String)}


def _below(node):
    yield node
    for field in node.__slots__:
        for child in nodes_in(getattr(node, field)):
            yield from _below(child)


def summary(figures):
    """The figures of a set in words, and the thresholds that they miss."""
    words, missed = [], []
    for what in ("relations", "columns"):
        if count := figures[what]:
            equal = figures[f"equal {what}"] / count
            words.append(f"{what} of {count} statements, {100 * equal:.2f} % equal")
            if equal < EQUAL_AT_LEAST:
                missed.append(f"less than {100 * EQUAL_AT_LEAST:.1f} % of {what} equal")
    return "; ".join(words), missed
