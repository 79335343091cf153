"""Feed whimbrel with damaged, endless and huge files, and print how it took them.

  truncated   every SQL file of DIR, cut off at 200 random bytes (fixed seed), from the lexer through the rules
  mutated     100,000 of them with some bytes changed
  statements  200,000 of their statements with one token dropped, doubled, exchanged or replaced
  floods      100 MB of one opening mark: ( /* ' $a$ ; and others, and 10 MB of it for comparison
  growth      1 GB of real SQL against 10 MB of it

Truncated and mutated files and statements are run inside one process (Benchmarks/HostileInputs), floods and growth by
the command itself. A crash, or a run over the time limit, fails; so does a statement that takes more than ten times as
long to read, per byte, as the median. Other times are printed, not judged.

The last line is "N passed, N failed".
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

MEGABYTE = 1_000_000
TIMEOUT_SECONDS = 1800
SLOWEST_TO_MEDIAN = 10
FLOODS = ["(", "/*", "'", "$a$", ";", "[", '"', "{{", "\\", "--\n", "a ", "a,", "((a),", "$$;", "begin;", "do $$",
          "case ", "select (", "e'\\'", "-- rollback\n", "create table t(", "alter table t add "]  # fmt: skip


def sql_files(directory):
    return sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(directory)
        for name in names
        if name.lower().endswith((".sql", ".psql", ".pgsql"))
    )


class Run:
    def __init__(self, command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL):
        began = time.perf_counter()
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=errors)
            try:
                while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
                    if time.perf_counter() - began > TIMEOUT_SECONDS:
                        process.kill()
                    time.sleep(0.002)
            finally:
                self.seconds = time.perf_counter() - began
            _, status, usage = ended
            self.code = process.returncode = os.waitstatus_to_exitcode(status)
            self.megabytes = usage.ru_maxrss / 1024
            errors.seek(0)
            self.errors = errors.read()[-400:].decode(errors="replace")
        # 1: findings; 2: a file that is refused in a clear sentence would be one, too, but none here should be.
        self.passed = self.code in (0, 1)


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, name, run, words):
        if run.passed:
            self.passed += 1
        else:
            self.failed += 1
            words += f"  FAILED, exit code {run.code}: {run.errors}"
        print(f"{name:34}{words}")
        sys.stdout.flush()


def hostile_inputs(program, files, mode, count, seed):
    """A run of HostileInputs, and the lines that it prints."""
    with tempfile.TemporaryFile("w+") as paths, tempfile.TemporaryFile("w+") as out:
        paths.write("\n".join(files))
        paths.seek(0)
        run = Run([program, mode, str(count), str(seed)], paths, out)
        out.seek(0)
        lines = out.read().splitlines()
    run.passed = run.code == 0 and bool(lines)
    return run, lines


def damaged(report, program, files, mode, count, seed):
    run, lines = hostile_inputs(program, files, mode, count, seed)
    report.add(mode, run, "{} inputs, {} bytes, {} s".format(*lines[0].split()) if run.passed else "")


def mutated_statements(report, program, files, count, seed):
    run, lines = hostile_inputs(program, files, "tokens", count, seed)
    words = ""
    if run.passed:
        inputs, size, seconds, median, slowest = lines[0].split()
        ratio = float(slowest) / float(median)
        words = (
            f"{inputs} inputs, {size} bytes, {seconds} s; median {float(median):.1f} ns/byte,"
            f" slowest {ratio:.1f} times that: {' '.join(lines[1:])[:200]}"
        )
        run.passed = ratio <= SLOWEST_TO_MEDIAN
    report.add("statements", run, words)


def check(whimbrel, path):
    return Run([whimbrel, "check", "--exit-zero", "--output-format", "concise", str(path)])


def written(path, unit, size):
    """A file of `size` bytes: `unit` over and over."""
    block = unit * max(1, MEGABYTE // len(unit))
    with open(path, "wb") as file:
        while file.tell() + len(block) <= size:
            file.write(block)
        file.write((block * (1 + (size - file.tell()) // len(block)))[: size - file.tell()])
    return path


def compared(report, name, whimbrel, scratch, unit, small, large):
    """One size against another: the time per byte should not grow."""
    runs = [check(whimbrel, written(scratch / "input.sql", unit, size)) for size in (small, large)]
    per_megabyte = [1000 * run.seconds * MEGABYTE / size for run, size in zip(runs, (small, large))]
    for run, size, cost in zip(runs, (small, large), per_megabyte):
        report.add(
            f"{name}, {size // MEGABYTE} MB", run, f"{run.seconds:8.2f} s {cost:8.2f} ms/MB  peak {run.megabytes:7.0f} MB"
        )
    print(f"{'':34}time per byte, large to small: {per_megabyte[1] / per_megabyte[0]:.2f}")


def main():
    asked = argparse.ArgumentParser(prog="scripts/hostile", description=__doc__.split("\n")[0])
    asked.add_argument("--bin", type=pathlib.Path, required=True, help="where whimbrel and HostileInputs are")
    asked.add_argument("--truncations", type=int, default=200, metavar="N", help="a file")
    asked.add_argument("--mutations", type=int, default=100_000, metavar="N")
    asked.add_argument("--statements", type=int, default=200_000, metavar="N")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--flood", type=int, default=100, metavar="MB", help="0: no floods")
    asked.add_argument("--grown", type=int, default=1000, metavar="MB", help="0: no growth")
    asked.add_argument("directory", metavar="DIR")
    asked = asked.parse_args()

    files = sql_files(asked.directory)
    if not files:
        sys.exit(f"no SQL files in {asked.directory}")
    report = Report()
    whimbrel = str(asked.bin / "whimbrel")
    print(f"{len(files)} files, {sum(map(os.path.getsize, files))} bytes")
    program = str(asked.bin / "HostileInputs")
    for mode, count in (("truncate", asked.truncations), ("mutate", asked.mutations)):
        if count:
            damaged(report, program, files, mode, count, asked.seed)
    if asked.statements:
        mutated_statements(report, program, files, asked.statements, asked.seed)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for mark in FLOODS if asked.flood else ():
            compared(
                report, repr(mark), whimbrel, scratch, mark.encode(), asked.flood * MEGABYTE // 10, asked.flood * MEGABYTE
            )
        if asked.grown:
            real = b"".join(pathlib.Path(path).read_bytes() + b"\n;\n" for path in files)[: 10 * MEGABYTE]
            compared(report, "real SQL", whimbrel, scratch, real, 10 * MEGABYTE, asked.grown * MEGABYTE)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
