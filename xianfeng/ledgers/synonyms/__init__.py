"""Knows the spellings of headings: one table per kind of ledger, kept as data beside this file."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_DECORATION = "*＊:：※●"
DIVIDER = "\x1e"
"""Joins the upper and the lower part of a heading that spans two rows."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The headings of one kind: evened-out spelling -> field id, and those known but not kept."""

    kind: str
    core: tuple[str, ...]
    spellings: dict[str, tuple[str, ...]]
    index: dict[str, str]
    apart: frozenset[str]

    def field(self, heading: str) -> str | None:
        """Return the field id of a heading (DIVIDER inside a divided one), or None."""
        return next((self.index[form] for form in forms(heading) if form in self.index), None)

    def rank(self, heading: str) -> int:
        """Return how telling a heading is for its field, 0 for the usual one."""
        known = [even(text) for text in self.spellings[self.field(heading) or ""]]
        return min(known.index(form) for form in forms(heading) if form in known)

    def is_apart(self, heading: str) -> bool:
        """Tell whether the heading is known and deliberately not kept."""
        return any(form in self.apart for form in forms(heading))

    def knows(self, heading: str) -> bool:
        """Tell whether the heading is known at all."""
        return self.field(heading) is not None or self.is_apart(heading)

    def samples(self) -> tuple[str, ...]:
        """Return the usual heading of each core field."""
        return tuple(self.spellings[field][0] for field in self.core)

    def heading(self, field: str) -> str:
        """Return the usual heading of a field: the first of its spellings."""
        return self.spellings[field][0]


@cache
def synonyms(kind: str) -> Synonyms:
    """Return the table of `kind`; KeyError for a kind without one."""
    source = resources.files(__name__).joinpath(f"{kind}.toml")
    if kind not in kinds():
        raise KeyError(kind)
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    spellings = {field: tuple(known) for field, known in table["fields"].items()}
    index = {even(text): field for field, known in spellings.items() for text in known}
    apart = frozenset(map(even, table["apart"]["spellings"]))
    return Synonyms(kind, tuple(table["core"]), spellings, index, apart)


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds that have a table."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def even(heading: str) -> str:
    """Even out a heading: half-width, no white space, no stars or colons around it."""
    text = unicodedata.normalize("NFKC", heading)
    return "".join(text.replace(DIVIDER, "").split()).strip(_DECORATION).upper()


def forms(heading: str) -> list[str]:
    """Return the evened forms to look up, the most telling first.

    A divided heading is tried as upper + lower, lower, upper; each with and without the hints in
    its brackets.
    """
    whole = even(heading)
    found = [whole, bare(whole)]
    upper, divided, lower = heading.partition(DIVIDER)
    if divided:
        for part in (even(lower), even(upper)):
            found += [part, bare(part)]
    return [form for form in found if form]


def bare(heading: str) -> str:
    """Drop hints in brackets from an evened heading."""
    while (shorter := _BRACKETS.sub("", heading)) != heading:
        heading = shorter
    return heading.strip(_DECORATION)
