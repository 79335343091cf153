"""whimbrel's side: where the statements of an example begin and end, and how its runner sends them."""
import functools
import json
import pathlib
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
    #: Another rule reports what it does.
    is_reported: bool = False


@dataclass
class Section:
    is_wrapped: bool
    text: str
    statements: list[Statement]
    is_one_string: bool


#: Rules of these categories say what a server shows.
CATEGORIES = ("locking", "data-loss", "transactions", "client-compatibility", "security")


@functools.cache
def categories(binary):
    rules = json.loads(run(binary, ".", "rules", "--output-format=json"))
    return {rule["id"]: rule["category"] for rule in rules}


def sections(binary, example):
    """The sections that go forward, and behind them those with a mark, file by file."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for file in example.files:
            path = pathlib.Path(folder) / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text)
            paths.append(file.path)
        options = [f"--{name}={example.words[name]}" for name in ("framework", "transport") if name in example.words]
        shown = run(binary, folder, "check", "--show-files", "--no-history", "--output-format=json", *options, *paths)
        lines = run(binary, folder, "inspect", "statements", *paths).splitlines()
        findings = run(binary, folder, "check", "--exit-zero", "--no-history", "--output-format=json", *options, *paths)
    statements = [json.loads(line) for line in lines]
    reported = [one for one in json.loads(findings)["findings"]
                if "suppressed" in one or one["rule"] != example.rule and one["severity"] != "info"
                and categories(binary)[one["rule"]] in CATEGORIES]  # fmt: skip
    by_path = {file["path"]: file for file in json.loads(shown)["files"]}
    found = [[section(part, file, statements, reported) for part in
              sorted(by_path[file.path]["sections"], key=lambda part: part["kind"] != "up")
              if part["kind"] == "up" or any(part["start"] <= mark < part["end"] for mark in file.marks)]
             for file in example.files]  # fmt: skip
    return [file for file in found if file]


def section(part, file, statements, reported):
    raw = file.text.encode()
    found = []
    for one in statements:
        if one["path"] == file.path and part["start"] <= one["start"] < part["end"]:
            sql = raw[one["start"]:one["end"]].decode()
            marked = any(one["start"] <= mark < one["end"] for mark in file.marks)
            own = [other for other in reported
                   if other["path"] == file.path and one["start"] <= other["start"] < one["end"]]  # fmt: skip
            is_approved = any("suppressed" in other for other in own)
            found.append(Statement(one["start"], sql, one.get("node", ""), marked, is_approved, bool(own)))
    text = raw[part["start"]:part["end"]].decode()
    is_one_string = part["oneString"] or part["transport"] in ONE_STRING
    return Section(part["transport"] not in UNWRAPPED, text, found, is_one_string)


def run(binary, folder, *arguments):
    done = subprocess.run([binary, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"whimbrel {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout
