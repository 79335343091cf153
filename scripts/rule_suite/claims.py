"""What a page claims that a server shows."""
import re
from dataclasses import dataclass

import observed
import words

WORK = ("rewrite", "scan", "build", "writes", "work", "data", "cascades", "under a timeout", "changes a catalogue")


@dataclass
class Claim:
    mode: str | None = None
    #: On how many tables its transaction holds which mode.
    held: tuple[int, str] | None = None
    work: frozenset = frozenset()
    fails: bool = False
    sqlstate: str | None = None
    fails_again: bool = False
    nothing: bool = False
    #: Of words.py, each a list of alternatives.
    of_example: tuple = ()

    @property
    def is_of_one_statement(self):
        return self.mode is not None or self.held is not None or bool(self.work)


def read(text):
    """The claim of a page; ValueError for words that mean nothing."""
    if re.fullmatch(r"nothing \(.+\)", text):
        return Claim(nothing=True)
    claim, work, of_example = Claim(), set(), []
    for word in text.split(", "):
        if word in observed.MODES:
            claim.mode = word
        elif word.startswith("held ") and word[5:] in observed.MODES:
            claim.held = (1, word[5:])
        elif word.startswith("held twice ") and word[11:] in observed.MODES:
            claim.held = (2, word[11:])
        elif word in WORK:
            work.add(word)
        elif word == "fails the second time":
            claim.fails_again = True
        elif word == "fails" or re.fullmatch(r"fails [0-9A-Z]{5}", word):
            claim.fails, claim.sqlstate = True, word[6:] or None
        elif all(one in words.WORDS for one in word.split(" or ")):
            of_example.append(word.split(" or "))
        else:
            raise ValueError(f"“{word}” is no claim that a server could show")
    claim.work, claim.of_example = frozenset(work), tuple(of_example)
    return claim


def is_met(claim, shown):
    """Whether what a server shows of a statement is all that is claimed of one."""
    return (
        (claim.mode is None or any(is_as_strong(mode, claim.mode) for mode in shown.locks))
        and (claim.held is None or holds(shown.held, *claim.held))
        and claim.work <= shown.work
    )


def holds(held, count, wanted):
    return len({oid for oid, mode in held if is_as_strong(mode, wanted)}) >= count


def is_as_strong(mode, other):
    return observed.STRENGTH[mode] >= observed.STRENGTH[other]
