"""A git repository with a long history of ordinary migrations: what `check --staged` is measured on."""
import os
import pathlib
import random
import subprocess

TYPES = ("bigint", "text", "integer", "boolean DEFAULT false", "timestamptz", "numeric(12, 2)", "jsonb")
NOUNS = ("account", "order", "invoice", "event", "device", "session", "comment", "team", "address", "price")


class History:
    """The tables that the migrations before have made, with their columns."""

    def __init__(self, seed, tables):
        self.random = random.Random(seed)
        self.limit = tables
        self.columns = {}

    def migration(self, number):
        """The name and the text of the next file."""
        count = self.random.choice((1, 1, 1, 2, 2, 3))
        statements = [self.statement(number) for _ in range(count)]
        verb = statements[0].split()[0].lower()
        return f"{number:04}_{verb}_{number % 97}.sql", "\n\n".join(statements) + "\n"

    def statement(self, number):
        share = number * self.limit // 2700
        if not self.columns or len(self.columns) < min(share, self.limit):
            return self.create_table()
        table = self.random.choice(list(self.columns))
        columns = self.columns[table]
        kind = self.random.randrange(10)
        new = f"c{len(columns)}_{number}"
        if kind < 5:
            columns.append(new)
            return f"ALTER TABLE {table} ADD COLUMN {new} {self.random.choice(TYPES)};"
        column = self.random.choice(columns)
        if kind < 7:
            return f"CREATE INDEX {table}_{column}_{number}_{self.random.randrange(1000)}_idx ON {table} ({column});"
        if kind == 7:
            return f"ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;"
        if kind == 8:
            name = f"{table}_{number}_{self.random.randrange(1000)}_check"
            return f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IS NOT NULL) NOT VALID;"
        return f"COMMENT ON COLUMN {table}.{column} IS 'see ticket {number}';"

    def create_table(self):
        place = len(self.columns)
        table = f"{NOUNS[place % len(NOUNS)]}s_{place}"
        lines = ["id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY"]
        columns = ["id"]
        for other in range(self.random.randrange(3, 9)):
            columns.append(f"c{other}")
            lines.append(f"c{other} {self.random.choice(TYPES)}")
        if self.columns and place % 2:
            target = self.random.choice(list(self.columns))
            columns.append("parent_id")
            lines.append(f"parent_id bigint REFERENCES {target} (id)")
        self.columns[table] = columns
        body = ",\n  ".join(lines)
        return f"CREATE TABLE {table} (\n  {body}\n);"


def write(directory, files=3000, tables=300, seed=1):
    """Writes the files, commits them, and stages one more. Returns the path of that one."""
    root = pathlib.Path(directory)
    migrations = root / "migrations"
    migrations.mkdir(parents=True)
    history = History(seed, tables)
    for number in range(1, files + 1):
        name, text = history.migration(number)
        (migrations / name).write_text(text)
    git(root, "init", "--quiet")
    git(root, "add", "migrations")
    git(root, "commit", "--quiet", "--message", "history")
    git(root, "pack-refs", "--all")
    git(root, "gc", "--quiet")
    table = next(iter(history.columns))
    new = migrations / f"{files + 1:04}_new.sql"
    new.write_text(f"ALTER TABLE {table} ADD COLUMN note text;\nCREATE INDEX ON {table} (note);\n")
    git(root, "add", "migrations")
    return new


def git(root, *arguments):
    settings = ["-c", "user.name=nobody", "-c", "user.email=nobody@localhost", "-c", "commit.gpgSign=false"]
    subprocess.run(
        ["git", "-C", os.fspath(root), *settings, *arguments], check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    import sys

    write(sys.argv[1])
