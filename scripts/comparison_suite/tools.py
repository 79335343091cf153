"""The tools, run over the cases; what each of their rules is about stands in comparison/tools.toml."""
import collections
import json
import pathlib
import re
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass, field

import cases as suite

RULES = tomllib.loads((suite.ROOT / "tools.toml").read_text())
#: What the names of files begin with, in the order in which they run.
SCHEMA, EARLIER, MIGRATION = "0001_schema.sql", "0002_earlier.sql", "0003_{}.sql"
#: Terminals' colours and links.
ESCAPES = re.compile(r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)?|\x1b\[[0-9;]*m")
#: What whimbrel's rules are about, by category.
CATEGORIES = {
    "locking": "blocks", "data-loss": "data", "client-compatibility": "clients", "transactions": "transaction",
    "security": "security", "rerun": "rerun", "design": "design",
    "rollback": "advice", "documentation": "advice", "history": "advice", "coverage": "advice",
}  # fmt: skip
#: The version that a case is about, unless it says otherwise.
POSTGRES = 15


@dataclass(frozen=True)
class Found:
    rule: str
    #: What it is about; "advice" where it claims no harm.
    topics: frozenset
    line: int
    last: int
    message: str


@dataclass
class Tool:
    name: str
    version: str
    #: By the name of the case.
    found: dict = field(default_factory=lambda: collections.defaultdict(list))


def path(folder, case):
    return folder / case.name / MIGRATION.format(case.name.replace("-", "_"))


def write(cases, folder):
    schema = (suite.ROOT / "schema.sql").read_text()
    for case in cases:
        (folder / case.name).mkdir()
        (folder / case.name / SCHEMA).write_text(schema)
        if case.earlier:
            (folder / case.name / EARLIER).write_text(case.earlier)
        path(folder, case).write_text(case.text)


def groups(cases):
    """The cases that a tool can read in one run: by transaction and version of PostgreSQL."""
    found = collections.defaultdict(list)
    for case in cases:
        found[case.in_transaction, case.postgres or POSTGRES].append(case)
    return found.items()


def output(*command):
    ran = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if ran.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ends with {ran.returncode}: {ran.stderr[-2000:]}")
    return ran.stdout


def topics(tool, rule):
    known = RULES[tool]
    for topic, rules in known.items():
        if rule in rules:
            return frozenset(topic.split("+"))
    raise KeyError(f"comparison/tools.toml does not say what {tool}'s {rule} is about")


def whimbrel(binary, cases, folder, preset):
    rules = {rule["id"]: rule for rule in json.loads(output(binary, "rules", "--json"))}
    by_rule = {rule: frozenset(topic.split("+")) for topic, names in RULES["whimbrel"].items() for rule in names}
    name = "whimbrel" if preset == "recommended" else f"whimbrel --preset {preset}"
    tool = Tool(name, output(binary, "--version").split()[-1])
    for (in_transaction, version), group in groups(cases):
        transport = "transaction-per-file" if in_transaction else "autocommit"
        names = {str(path(folder, case)): case.name for case in group}
        text = output(
            binary, "check", "--no-config", "--preset", preset, "--output-format", "json", "--transport", transport,
            "--postgres", version, *names
        )  # fmt: skip
        for finding in json.loads(text)["findings"]:
            about = by_rule.get(finding["rule"]) or frozenset([CATEGORIES[rules[finding["rule"]]["category"]]])
            if finding["severity"] == "info":
                about |= {"advice"}
            # What is told of several places at once is told of each.
            for place in [finding, *finding.get("others", [])]:
                tool.found[names[finding["path"]]].append(
                    Found(finding["rule"], about, place["line"], place["endLine"], finding["message"])
                )
    return tool


def squawk(binary, cases, folder):
    tool = Tool("squawk", output(binary, "--version").split()[-1])
    for (in_transaction, version), group in groups(cases):
        names = {str(path(folder, case)): case.name for case in group}
        wrapped = ["--assume-in-transaction"] if in_transaction else []
        for finding in json.loads(output(binary, "--reporter", "json", "--pg-version", f"{version}.0", *wrapped, *names)):
            rule = finding["rule_name"]
            tool.found[names[finding["file"]]].append(
                Found(rule, topics("squawk", rule), finding["line"] + 1, finding["line_end"] + 1, finding["message"])
            )
    return tool


def pgrubic(binary, cases, folder):
    tool = Tool("pgrubic", output(binary, "--version").split()[-1])
    for (_, version), group in groups(cases):
        names = {str(path(folder, case)): case.name for case in group}
        printed = ESCAPES.sub("", output(binary, "lint", "--config", f"lint.target-postgres-version = {version}", *names))
        for file, line, rule, message in re.findall(r"^(\S+\.sql):(\d+):\d+: (\w+): (.*)$", printed, re.MULTILINE):
            found = Found(rule, topics("pgrubic", rule), int(line), int(line), message)
            tool.found[names[file]].append(found)
        for file, message in re.findall(r"^(\S+\.sql): (.* at .*)$", printed, re.MULTILINE):
            text = pathlib.Path(file).read_text()
            index = re.search(r"at index (\d+)", message)
            line = text.rstrip()[: int(index[1]) if index else None].count("\n") + 1
            found = Found("syntax error", frozenset(["fails"]), line, line, message)
            tool.found[names[file]].append(found)
    return tool


def measure(cases, asked):
    with tempfile.TemporaryDirectory(prefix="comparison-") as name:
        folder = pathlib.Path(name)
        write(cases, folder)
        measured = [whimbrel(asked.binary, cases, folder, preset) for preset in ("recommended", "all")]
        if asked.squawk:
            measured.append(squawk(asked.squawk, cases, folder))
        if asked.pgrubic:
            measured.append(pgrubic(asked.pgrubic, cases, folder))
        return measured
