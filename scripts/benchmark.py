"""Compare whimbrel with squawk, sqlfluff and libpg_query's scanner and parser, in one run on the same files.

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

import history_repository

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


def staged(whimbrel, rounds):
    """What a hook waits for: one new migration behind thousands."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as directory:
        repository = os.path.join(directory, "repository")
        new = history_repository.write(repository)
        files = sql_files(repository)
        commands = {
            "check --staged": [*whimbrel, "--staged", repository],
            "check FILE": [*whimbrel, os.fspath(new)],
            "check DIR": [*whimbrel, repository],
            "git status": ["git", "status", "--porcelain"],
        }
        here = os.getcwd()
        os.chdir(repository)
        try:
            measured = in_turn(commands, 3 * rounds)
        finally:
            os.chdir(here)
    title = f"One new migration behind {len(files) - 1} in a git repository, medians of {3 * rounds} runs"
    table(title, figures(measured), COLUMNS)


def slow_linting(tools, files, sample):
    """sqlfluff takes seconds where the others take milliseconds: a sample, once, per file."""
    step = max(1, len(files) // sample)
    chosen = files[::step][:sample]
    size = sum(map(os.path.getsize, chosen))
    measured = in_turn({name: command + chosen for name, command in tools.items()}, 1)
    title = f"Linting a sample of {len(chosen)} files, {size / 1e3:.0f} kB, one run, milliseconds per file"
    table(title, figures(measured, len(chosen)), COLUMNS)


# Scanning and parsing alone -------------------------------------------------------------------------------------------


class SplitResult(ctypes.Structure):
    """PgQuerySplitResult of pg_query.h."""

    _fields_ = [
        ("statements", ctypes.c_void_p),
        ("count", ctypes.c_int),
        ("stderr", ctypes.c_void_p),
        ("error", ctypes.c_void_p),
    ]


class LibpgQuery:
    """The C functions below pglast's, without Python's part. They take texts without errors only."""

    def __init__(self):
        import pglast.parser

        library = ctypes.PyDLL(pglast.parser.__file__)
        self._split = library.pg_query_split_with_scanner
        self._split.restype, self._split.argtypes = SplitResult, [ctypes.c_char_p]
        self._free = library.pg_query_free_split_result
        self._free.argtypes = [SplitResult]
        self._enter = library.pg_query_enter_memory_context
        self._enter.restype, self._enter.argtypes = ctypes.c_void_p, []
        self._parser = library.raw_parser
        self._parser.restype, self._parser.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_int]
        self._exit = library.pg_query_exit_memory_context
        self._exit.restype, self._exit.argtypes = None, [ctypes.c_void_p]

    def scan(self, data):
        self._free(self._split(data))

    def parse(self, data):
        """PostgreSQL's raw_parser: scanner and grammar up to the parse trees, which are then given back."""
        context = self._enter()
        self._parser(data, 0)
        self._exit(context)


def pglast_functions():
    from pglast import parser

    return {
        "scan": lambda text: parser.split(text, with_parser=False, only_slices=True),
        "parse": parser.parse_sql_protobuf,
    }


def libpg_query_rounds(work, paths, rounds):
    """Seconds per round for the files' bytes: the C function, and pglast's above it."""
    c_function, python_function = getattr(LibpgQuery(), work), pglast_functions()[work]
    data = [pathlib.Path(path).read_bytes() for path in paths]
    texts = [piece.decode() for piece in data]
    python, c = [], []
    for _ in range(rounds):
        for function, pieces, seconds in ((c_function, data, c), (python_function, texts, python)):
            began = time.perf_counter()
            for piece in pieces:
                function(piece)
            seconds.append(time.perf_counter() - began)
    return {"python": python, "c": c}


def accepted(work, paths):
    """Those files that libpg_query takes to the end: no NUL, valid UTF-8, no error."""
    from pglast import parser

    function = pglast_functions()[work]
    chosen = []
    for path in paths:
        data = pathlib.Path(path).read_bytes()
        with contextlib.suppress(UnicodeDecodeError, parser.ParseError):
            if b"\0" not in data and data.strip():
                function(data.decode())
                chosen.append(path)
    return chosen


def lines(command, paths):
    # PostgreSQL's notices (a name that is too long) go to standard error.
    return subprocess.run(
        command, input="\n".join(paths), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, check=True,
    ).stdout.splitlines()  # fmt: skip


def reading(work, benchmark, files, rounds, title, passes, notes):
    """Whimbrel's benchmark and libpg_query in turn, on the files that libpg_query takes.

    passes: how often libpg_query goes over a text in one call.
    """
    me = [sys.executable, __file__, "--libpg-query", work]
    chosen = lines([*me, "0"], files)
    size = sum(map(os.path.getsize, chosen))
    measured = {"whimbrel": [], "libpg_query, in C": [], "libpg_query, pglast": []}
    for _ in range(rounds):
        measured["whimbrel"].append(min(float(line.split()[2]) for line in lines([benchmark, "5"], chosen)))
        seconds = json.loads(lines([*me, "5"], chosen)[0])
        measured["libpg_query, in C"].append(min(seconds["c"]) / passes)
        measured["libpg_query, pglast"].append(min(seconds["python"]) / passes)
    print(
        f"\n{title}: {len(chosen)} of {len(files)} files, {size / 1e6:.2f} MB, medians of {rounds} runs of the best of 5"
        f"\n{notes}"
    )
    base = statistics.median(measured["whimbrel"])
    for name, seconds in measured.items():
        median = statistics.median(seconds)
        print(f"  {name:28}{size / median / 1e6:9.1f} MB/s    whimbrel is {median / base:5.2f} times as fast")
    sys.stdout.flush()


SCANNING = """\
  whimbrel: tokens with key words into an array, comments included. libpg_query: split with the scanner, which goes over
  the text twice; half of its time is counted. `in C` leaves out what Python adds."""
PARSING = """\
  Lexing and parsing of the files that libpg_query parses to the end. whimbrel: its trees, SQL in DO blocks and functions
  included, which PostgreSQL leaves as strings. libpg_query: `in C`, raw_parser as the server calls it, with its memory
  given back; `pglast`, the same and its trees as protobuf, which is what a program in another language gets."""


def main():
    asked = argparse.ArgumentParser(prog="scripts/benchmark", description=__doc__.split("\n")[0])
    asked.add_argument("--bin", type=pathlib.Path, help="where whimbrel and the benchmarks are")
    asked.add_argument("--shared-bin", type=pathlib.Path, help="where the whimbrel with shared libraries is")
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--sample", type=int, default=40, metavar="N", help="files for sqlfluff")
    asked.add_argument("--libpg-query", nargs=2, metavar=("WORK", "ROUNDS"), help=argparse.SUPPRESS)
    asked.add_argument("directory", nargs="?", metavar="DIR")
    asked = asked.parse_args()

    if asked.libpg_query:
        # A process of its own, so that pglast's memory is not in the figures of the tools.
        work, rounds = asked.libpg_query[0], int(asked.libpg_query[1])
        paths = sys.stdin.read().splitlines()
        if rounds == 0:
            print("\n".join(accepted(work, paths)))
        else:
            print(json.dumps(libpg_query_rounds(work, paths, rounds)))
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
    staged(whimbrel, asked.rounds)
    slow_linting(every, files, asked.sample)
    for work, benchmark, title, passes, notes in (
        ("scan", "LexBenchmark", "Scanning alone", 2, SCANNING),
        ("parse", "ParseBenchmark", "Parsing", 1, PARSING),
    ):
        reading(work, str(asked.bin / benchmark), files, asked.rounds, title, passes, notes)


if __name__ == "__main__":
    main()
