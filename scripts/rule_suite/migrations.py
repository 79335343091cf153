"""whimbrel's side: where the statements of an example begin and end, and how its runner sends them."""
import dataclasses
import functools
import json
import pathlib
import re
import subprocess
import tempfile
from dataclasses import dataclass

#: Without a transaction around the statements of a section, unless they are one string.
UNWRAPPED = ("autocommit", "auto-split", "implicit", "pipeline")
ONE_STRING = ("implicit", "pipeline")


@dataclass
class Statement:
    start: int
    sql: str
    node: str
    is_marked: bool = False
    is_approved: bool = False
    #: The other rules that report what it does.
    reported: frozenset = frozenset()
    #: Of a COPY.
    rows: str = ""


@dataclass
class Section:
    is_wrapped: bool
    text: str
    statements: list[Statement]
    is_one_string: bool
    path: str = ""
    #: A way back.
    is_back: bool = False


#: Words of a fence that the command takes as well.
OPTIONS = ("framework", "transport", "preset")
#: Rules of these categories say what a server shows.
CATEGORIES = ("locking", "data-loss", "transactions", "client-compatibility", "security")


@functools.cache
def shown_on_servers(binary):
    rules = json.loads(run(binary, ".", "rules", "--output-format=json"))
    return {rule["id"] for rule in rules if rule["category"] in CATEGORIES}


def sections(binary, example):
    """The sections that go forward, file by file; then the ways back, from the last file to the first."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [write(folder, file) for file in example.files]
        options = [f"--{name}={example.words[name]}" for name in OPTIONS if name in example.words]
        report = ("--no-history", "--output-format=json", *options, *paths)
        files = json.loads(run(binary, folder, "check", "--show-files", *report))["files"]
        findings = json.loads(run(binary, folder, "check", "--exit-zero", *report))["findings"]
        statements = [json.loads(line) for line in run(binary, folder, "inspect", "statements", *paths).splitlines()]
    by_path = {file["path"]: file for file in files}
    forth, back = [], []
    ways_back = {stem(file["path"]) for file in files for part in file["sections"] if part["kind"] != "up"}
    for file in example.files:
        if stem(file.path) not in ways_back and example.kind != "bad":
            # A way back is gone as far as there is one.
            back = []
        parts = by_path[file.path]["sections"]
        reported = [one for one in findings if one["path"] == file.path
                    and ("suppressed" in one or one["rule"] != example.rule)]  # fmt: skip
        own = [one for one in statements if one["path"] == file.path]
        forth.append([section(part, file, own, reported, example.rule) for part in parts if part["kind"] == "up"])
        for part in parts:
            if part["kind"] == "rollback" and part["statements"]:
                bare = dataclasses.replace(file, text=uncommented(file.text, part["start"], part["end"]))
                back.append([section(part, bare, in_comments(binary, bare), reported, example.rule)])
            elif part["kind"] != "up":
                back.append([section(part, file, own, reported, example.rule)])
    found = [file for file in forth if file] + back[::-1]
    return [[one for one in file if one.statements] for file in found if any(one.statements for one in file)]


def stem(path):
    """The same for a migration and its companion."""
    return path.replace(".down.", ".").replace(".up.", ".")


def write(folder, file):
    path = pathlib.Path(folder) / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file.text)
    return file.path


def uncommented(text, start, end):
    """A way back that is kept in comments, at the same place; the first line is its heading."""
    raw = text.encode()
    heading, _, rest = raw[start:end].partition(b"\n")
    inside = b"\n".join(b"  " + line[2:] if line.startswith(b"--") else line for line in rest.split(b"\n"))
    return (re.sub(rb"[^\n]", b" ", raw[:start] + heading) + b"\n" + inside).decode()


def in_comments(binary, file):
    with tempfile.TemporaryDirectory() as folder:
        lines = run(binary, folder, "inspect", "statements", write(folder, file)).splitlines()
    return [json.loads(line) for line in lines]


def section(part, file, statements, reported, rule):
    raw = file.text.encode()
    found = []
    for one in statements:
        if part["start"] <= one["start"] < part["end"]:
            sql = raw[one["start"]:one["end"]].decode()
            marked = any(one["start"] <= mark < one["end"] for mark in file.marks)
            own = [other for other in reported if one["start"] <= other["start"] < one["end"]]
            is_approved = any("suppressed" in other and other["rule"] == rule for other in own)
            rules = frozenset(other["rule"] for other in own)
            rows = raw[one["end"]:].decode().partition("\n")[2].partition("\\.\n")[0]
            found.append(Statement(one["start"], sql, one.get("node", ""), marked, is_approved, rules, rows))
    text = raw[part["start"]:part["end"]].decode()
    is_one_string = part["oneString"] or part["transport"] in ONE_STRING
    is_wrapped = part["transport"] not in UNWRAPPED
    return Section(is_wrapped, text, found, is_one_string, file.path, part["kind"] != "up")


def run(binary, folder, *arguments):
    done = subprocess.run([binary, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"whimbrel {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout
