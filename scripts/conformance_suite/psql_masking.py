"""Blank out what psql or a migration framework consumes before PostgreSQL sees a file.

A file that is full of `:variables`, `\\commands`, rows of COPY or `{{ templates }}` is no SQL for PostgreSQL's parser.
`variants` replaces those bytes, one for one, by something that PostgreSQL can read, so that every offset into the
masked text is an offset into the file as well.
"""
import re
from dataclasses import dataclass

# Commands that send the query buffer, as a semicolon does. psql documentation, "Meta-Commands".
SENDING = re.compile(r"\\(g|gx|gset|gexec|gdesc|watch|crosstabview|bind|bind_named)(?![A-Za-z_])")
COPY_FROM_STDIN_COMMAND = re.compile(r"\\copy\b.*\bfrom\s+(stdin|pstdin)\b", re.IGNORECASE)
END_OF_ROWS = re.compile(r"^\\\.[ \t]*\r?$", re.MULTILINE)
# What a template writes no text for.
DIRECTIVE = re.compile(
    r"(if|else|end|range|with|define|template|block|include|for|endif|endfor|set)\b|/\*|\$\w+\s*:?=|#|%"
)

# One piece of SQL per match, on text decoded as Latin-1: a character is a byte.
PIECE = re.compile(
    r"""
    (?P<comment>--[^\r\n]*)
  | (?P<block>/\*)
  | (?P<template>\{\{.*?\}\})
  | (?P<dollarbrace>\$\{[^{}\n]*\})
  | (?P<escape>[eE]'(?:[^'\\]|\\.|'')*(?:'|\Z))
  | (?P<string>'(?:[^']|'')*(?:'|\Z))
  | (?P<quoted>"(?:[^"]|"")*(?:"|\Z))
  | (?P<dollar>\$(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)?\$)
  | (?P<word>[A-Za-z_\x80-\xff][A-Za-z0-9_$\x80-\xff]*)
  | (?P<number>[0-9][A-Za-z0-9_.]*)
  | (?P<notvariable>::|:=)
  | (?P<tested>:\{\?[A-Za-z0-9_\x80-\xff]+\})
  | (?P<variable>:(?:'[A-Za-z0-9_\x80-\xff]+'|"[A-Za-z0-9_\x80-\xff]+"|[A-Za-z0-9_\x80-\xff]+))
  | (?P<backslash>\\)
  | (?P<punctuation>[;()\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
COMMENT_EDGE = re.compile(r"/\*|\*/")


@dataclass
class Masked:
    data: bytes
    #: Byte ranges whose bytes are not those of the file.
    ranges: list


def variants(data):
    """Masked forms of a file, the likeliest first; none if there is nothing to mask."""
    seen = {data}
    for templates_in_strings in (False, True):
        for filler in ("x", "1", "'"):
            masked = _Masking(data, filler, templates_in_strings).run()
            if masked.data not in seen:
                seen.add(masked.data)
                yield masked


class _Masking:
    def __init__(self, data, filler, templates_in_strings):
        self.text = data.decode("latin-1")
        self.out = bytearray(data)
        self.filler = filler
        self.ranges = []
        self.words = []  # the first words of the current statement
        self.parentheses = 0
        self.brackets = 0
        if self.text.startswith("\xef\xbb\xbf"):
            self.blank(0, 3)
        if templates_in_strings:
            for match in re.finditer(r"\{\{.*?\}\}|\$\{[^{}\n]*\}", self.text, re.DOTALL):
                self.fill(match.start(), match.end(), directive(match.group()))
            self.text = self.out.decode("latin-1")

    def replace(self, start, text):
        self.out[start : start + len(text)] = text.encode("latin-1")
        self.ranges.append((start, start + len(text)))

    def blank(self, start, end):
        """Spaces, but line ends stay: a comment or a continued string must not change its meaning."""
        self.replace(start, re.sub(r"[^\r\n]", " ", self.text[start:end]))

    def fill(self, start, end, blank=False):
        length = end - start
        if blank:
            self.blank(start, end)
        elif self.filler == "x" or length < 2:
            self.replace(start, "x" * length)
        elif self.filler == "1":
            self.replace(start, " " + "1" * (length - 1))
        else:
            self.replace(start, "'" + "x" * (length - 2) + "'")

    def run(self):
        position = 0
        while match := PIECE.search(self.text, position):
            position = max(self.piece(match.lastgroup, match), match.start() + 1)
        return Masked(bytes(self.out), sorted(self.ranges))

    def piece(self, kind, match):
        """Mask one piece; answers where to go on."""
        start, end = match.span()
        if kind == "block":
            return self.end_of_comment(end)
        if kind == "dollar":
            close = self.text.find(match.group(), end)
            return len(self.text) if close < 0 else close + len(match.group())
        if kind == "word":
            if len(self.words) < 4096:
                self.words.append(match.group().lower())
        elif kind == "template":
            self.fill(start, end, directive(match.group()))
        elif kind == "dollarbrace":
            self.fill(start, end)
        elif kind == "tested":
            self.replace(start, "true".ljust(end - start))
        elif kind == "variable" and not self.brackets:
            self.variable(start, end)
        elif kind == "backslash":
            return self.command(start)
        elif kind == "punctuation":
            return self.punctuation(match.group(), end)
        return end

    def end_of_comment(self, position):
        depth = 1
        for edge in COMMENT_EDGE.finditer(self.text, position):
            depth += 1 if edge.group() == "/*" else -1
            if depth == 0:
                return edge.end()
        return len(self.text)

    def variable(self, start, end):
        quote = self.text[start + 1]
        if quote in "'\"":
            # The token keeps its length: `:"name"` becomes `"xname"`.
            self.replace(start, quote + "x" + self.text[start + 2 : end])
        elif start and re.match(r"[\w$]", self.text[start - 1]):
            self.blank(start, start + 1)
            self.fill(start + 1, end)
        else:
            self.fill(start, end)

    def command(self, start):
        if self.text.startswith((r"\;", r"\:"), start):
            self.blank(start, start + 1)
            return start + 1 if self.text[start + 1] == ";" else start + 2
        line_end = re.compile(r"[\r\n]|\Z").search(self.text, start).start()
        separator = self.text.find("\\\\", start + 1, line_end)
        end = line_end if separator < 0 else separator + 2
        sends = SENDING.match(self.text, start)
        rows = COPY_FROM_STDIN_COMMAND.match(self.text[start:end])
        self.blank(start, end)
        if sends:
            self.out[start] = ord(";")
            self.begin_statement()
        return self.skip_rows(end) if rows else end

    def punctuation(self, character, end):
        if character == "(":
            self.parentheses += 1
        elif character == ")":
            self.parentheses = max(0, self.parentheses - 1)
        elif character == "[":
            self.brackets += 1
        elif character == "]":
            self.brackets = max(0, self.brackets - 1)
        elif character == ";" and not self.parentheses:
            words = self.words
            copies = words[:1] == ["copy"] and any(
                pair in (("from", "stdin"), ("from", "stdout")) for pair in zip(words, words[1:])
            )
            self.begin_statement()
            if copies:
                return self.skip_rows(end)
        return end

    def begin_statement(self):
        self.words = []
        self.parentheses = self.brackets = 0

    def skip_rows(self, position):
        """Rows of COPY begin on the next line and end with a line `\\.`, or with the file."""
        line_end = self.text.find("\n", position)
        if line_end < 0:
            return position
        final = END_OF_ROWS.search(self.text, line_end + 1)
        end = final.end() if final else len(self.text)
        self.blank(line_end + 1, end)
        return end


def directive(template):
    return template.startswith("{{") and DIRECTIVE.match(template[2:-2].strip("- \t\r\n")) is not None
