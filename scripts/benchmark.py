"""Compare whimbrel with squawk, sqlfluff and libpg_query's scanner, in one run on the same files.

Every measurement is taken several times, the tools in turn, so that what else the machine does hits all of them; the
medians are printed, and ratios to whimbrel. There is no verdict: read the ratios, not the times.

Peak memory is what wait4 reports; it cannot be less than that of this script itself, which is stated.
"""
import argparse
import contextlib
import ctypes
import importlib.metadata
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(sys.executable).parent
SQL_SUFFIXES = (".sql", ".psql", ".pgsql")


class Measurement:
    """Wall and CPU seconds and peak kilobytes of the runs of one command."""

    def __init__(self):
        self.wall, self.cpu, self.peak = [], [], []

    def run(self, command, stdin=None):
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=stdin or subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        self.wall.append(time.perf_counter() - began)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        self.peak.append(usage.ru_maxrss)
        process.returncode = os.waitstatus_to_exitcode(status)
        # 1: there are findings
        if process.returncode not in (0, 1):
            sys.exit(f"{command[0]} ended with {process.returncode}")


def sql_files(directory):
    return sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(directory)
        for name in names
        if name.lower().endswith(SQL_SUFFIXES)
    )


def table(title, rows, columns):
    """Rows: name → list of numbers; the first row is the one that the others are compared with."""
    print(f"\n{title}")
    print(f"  {'':28}" + "".join(f"{name:>12}{'ratio':>8}" for name, _ in columns))
    first = next(iter(rows.values()))
    for name, numbers in rows.items():
        cells = (
            f"{number:12.{digits}f}{number / base:8.2f}" if base else f"{number:12.{digits}f}{'':8}"
            for (_, digits), number, base in zip(columns, numbers, first)
        )
        print(f"  {name:28}" + "".join(cells))
    sys.stdout.flush()


def in_turn(commands, rounds):
    measured = {name: Measurement() for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            measured[name].run(command)
    return measured


def figures(measured, files=1):
    median = statistics.median
    return {
        name: [1000 * median(m.wall) / files, 1000 * median(m.cpu) / files, median(m.peak) / 1024]
        for name, m in measured.items()
    }


COLUMNS = [("wall ms", 2), ("CPU ms", 2), ("peak MB", 1)]


def start_up(tools, rounds):
    with tempfile.NamedTemporaryFile(suffix=".sql") as empty:
        measured = in_turn({name: command + [empty.name] for name, command in tools.items()}, rounds)
    table(f"Start-up: one empty file, medians of {rounds} runs", figures(measured), COLUMNS)


def linting(tools, directory, files, rounds):
    size = sum(map(os.path.getsize, files))
    commands = {f"{name}, file names": command + files for name, command in tools.items()}
    commands["whimbrel, directory"] = tools["whimbrel"] + [directory]
    for command in commands.values():  # files and programs into the page cache
        Measurement().run(command)
    title = f"Linting {len(files)} files, {size / 1e6:.2f} MB, medians of {rounds} runs, JSON output"
    table(title, figures(in_turn(commands, rounds)), COLUMNS)


def slow_linting(tools, files, sample):
    """sqlfluff takes seconds where the others take milliseconds: a sample, once, per file."""
    step = max(1, len(files) // sample)
    chosen = files[::step][:sample]
    size = sum(map(os.path.getsize, chosen))
    measured = in_turn({name: command + chosen for name, command in tools.items()}, 1)
    title = f"Linting a sample of {len(chosen)} files, {size / 1e3:.0f} kB, one run, milliseconds per file"
    table(title, figures(measured, len(chosen)), COLUMNS)


# Scanning alone -------------------------------------------------------------------------------------------------------


class SplitResult(ctypes.Structure):
    """PgQuerySplitResult of pg_query.h."""

    _fields_ = [
        ("statements", ctypes.c_void_p),
        ("count", ctypes.c_int),
        ("stderr", ctypes.c_void_p),
        ("error", ctypes.c_void_p),
    ]


def libpg_query_rounds(paths, rounds):
    """Seconds per round for the files' bytes: pglast's split, and the C function below it without Python's part."""
    import pglast.parser

    library = ctypes.PyDLL(pglast.parser.__file__)
    split = library.pg_query_split_with_scanner
    split.restype, split.argtypes = SplitResult, [ctypes.c_char_p]
    free = library.pg_query_free_split_result
    free.argtypes = [SplitResult]

    data = [pathlib.Path(path).read_bytes() for path in paths]
    texts = [piece.decode() for piece in data]
    python, c = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        for text in texts:
            pglast.parser.split(text, with_parser=False, only_slices=True)
        python.append(time.perf_counter() - began)
        began = time.perf_counter()
        for piece in data:
            free(split(piece))
        c.append(time.perf_counter() - began)
    return {"python": python, "c": c}


def scannable(paths):
    """Those files that libpg_query's scanner takes to the end: no NUL, valid UTF-8, nothing unterminated."""
    import pglast.parser

    chosen = []
    for path in paths:
        data = pathlib.Path(path).read_bytes()
        with contextlib.suppress(UnicodeDecodeError, pglast.parser.ParseError):
            if b"\0" not in data and data.strip():
                pglast.parser.split(data.decode(), with_parser=False, only_slices=True)
                chosen.append(path)
    return chosen


def lexing(lex_benchmark, files, rounds):
    me = [sys.executable, __file__, "--scan"]
    chosen = subprocess.run(
        [*me, "0"], input="\n".join(files), capture_output=True, text=True, check=True
    ).stdout.splitlines()
    size = sum(map(os.path.getsize, chosen))
    ours, python, c = [], [], []
    for _ in range(rounds):
        run = subprocess.run(
            [lex_benchmark, "5"], input="\n".join(chosen), capture_output=True, text=True, check=True
        )
        ours.append(min(float(line.split()[2]) for line in run.stdout.splitlines()))
        run = subprocess.run(
            [*me, "5"], input="\n".join(chosen), capture_output=True, text=True, check=True
        )
        seconds = json.loads(run.stdout)
        # Two passes of the scanner in each call.
        python.append(min(seconds["python"]) / 2)
        c.append(min(seconds["c"]) / 2)
    rows = {
        "whimbrel": ours,
        "libpg_query, in C": c,
        "libpg_query, pglast.split": python,
    }
    print(
        f"\nScanning alone: {len(chosen)} files, {size / 1e6:.2f} MB, medians of {rounds} runs of the best of 5\n"
        "  whimbrel: tokens with key words into an array, comments included. libpg_query: split with the scanner, which\n"
        "  goes over the text twice; half of its time is counted. `in C` leaves out what Python adds."
    )
    base = statistics.median(ours)
    for name, seconds in rows.items():
        median = statistics.median(seconds)
        print(f"  {name:28}{size / median / 1e6:9.1f} MB/s    whimbrel is {median / base:5.2f} times as fast")


def main():
    asked = argparse.ArgumentParser(prog="scripts/benchmark", description=__doc__.split("\n")[0])
    asked.add_argument("--bin", type=pathlib.Path, help="where whimbrel and LexBenchmark are")
    asked.add_argument("--shared-bin", type=pathlib.Path, help="where the whimbrel with shared libraries is")
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--sample", type=int, default=40, metavar="N", help="files for sqlfluff")
    asked.add_argument("--scan", type=int, metavar="ROUNDS", help=argparse.SUPPRESS)
    asked.add_argument("directory", nargs="?", metavar="DIR")
    asked = asked.parse_args()

    if asked.scan is not None:
        # A process of its own, so that pglast's memory is not in the figures of the tools.
        paths = sys.stdin.read().splitlines()
        if asked.scan == 0:
            print("\n".join(scannable(paths)))
        else:
            print(json.dumps(libpg_query_rounds(paths, asked.scan)))
        return

    files = sql_files(asked.directory)
    if not files:
        sys.exit(f"no SQL files in {asked.directory}")
    options = ["check", "--no-config", "--output-format", "json", "--exit-zero"]
    whimbrel = [str(asked.bin / "whimbrel"), *options]
    squawk = [str(BIN / "squawk"), "--reporter", "json"]
    sqlfluff = [str(BIN / "sqlfluff"), "lint", "--dialect", "postgres", "--format", "json"]
    fast = {"whimbrel": whimbrel, "squawk": squawk}
    every = fast | {"sqlfluff": sqlfluff}
    for name in ("squawk-cli", "sqlfluff", "pglast"):
        print(name, importlib.metadata.version(name))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{os.cpu_count()} processors; peaks below {own:.1f} MB cannot be seen")

    starting = {"whimbrel": [whimbrel[0]], "squawk": squawk[:1], "whimbrel, with options": whimbrel}
    if asked.shared_bin:
        starting["whimbrel, shared libraries"] = [str(asked.shared_bin / "whimbrel")]
    start_up(starting, 8 * asked.rounds)
    linting(fast, asked.directory, files, asked.rounds)
    slow_linting(every, files, asked.sample)
    lexing(str(asked.bin / "LexBenchmark"), files, asked.rounds)


if __name__ == "__main__":
    main()
