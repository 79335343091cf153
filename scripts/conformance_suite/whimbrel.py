"""whimbrel's side: what the binary prints."""
import collections
import json
import subprocess

from postgres import Statement

TIMEOUT_SECONDS = 120


class Crash(Exception):
    pass


def output(binary, arguments, paths):
    try:
        run = subprocess.run(
            [binary, *arguments, "--", *paths],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Crash(f"{' '.join(arguments)} took more than {TIMEOUT_SECONDS} s") from None
    if run.returncode != 0:
        message = run.stderr.decode(errors="replace").strip()[-300:]
        raise Crash(f"{' '.join(arguments)} ended with {run.returncode}: {message}")
    return run.stdout.decode()


def inspect(binary, what, paths):
    """JSON lines of `inspect` with these words, by path."""
    lines = collections.defaultdict(list)
    text = output(binary, ["inspect", *what], paths)
    for record in json.loads("[" + ",".join(text.splitlines()) + "]"):
        lines[record["path"]].append(record)
    return lines


def reported(binary, paths):
    """Those of the paths of which `check` says that something in them cannot be read."""
    options = ["--no-config", "--select", "unparsed-statement,syntax-error", "--exit-zero", "--output-format", "json"]
    if not paths:
        return set()
    return {finding["path"] for finding in json.loads(output(binary, ["check", *options], paths))["findings"]}


def whimbrel_tokens(records):
    return [(record["start"], record["end"], record["class"]) for record in records if "class" in record]


def whimbrel_statements(records):
    return [
        Statement(
            record["start"], record["end"], record.get("node"), record.get("object"),
            tuple(record.get("commands", ())), bool(record.get("concurrently")),
        )  # fmt: skip
        for record in records
        if "start" in record
    ]
