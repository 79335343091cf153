"""What came of comparing one text."""
import collections
from dataclasses import dataclass, field

DIFFERENCES_KEPT_PER_TEXT = 3


@dataclass
class Outcome:
    path: str
    #: whole, masked, pieces, refused, scanned, skipped, crashed
    how: str
    #: How many there are of what: tokens, statements and all that summaries name.
    figures: collections.Counter = field(default_factory=collections.Counter)
    #: Differences of which there must be none.
    failures: int = 0
    #: Why PostgreSQL's scanner refuses it.
    refusal: str = ""
    differences: list = field(default_factory=list)
    #: How many there are of each sort, in all.
    sorts: collections.Counter = field(default_factory=collections.Counter)

    def differ(self, what, start, postgres, whimbrel, sort=None, fails=True):
        """`fails`: one such difference is too many; of others there may be as many as the set's threshold says."""
        self.failures += fails
        sort = sort or what
        self.sorts[sort] += 1
        if self.sorts[sort] <= DIFFERENCES_KEPT_PER_TEXT:
            self.differences.append((sort, what, start, postgres, whimbrel))


def snippet(data, start, end):
    text = data[start:end].decode(errors="replace")
    return repr(text if len(text) <= 60 else text[:40] + "…" + text[-15:])
