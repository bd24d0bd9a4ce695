"""Code tables of the rosters: canonical spellings, their codes, groups and aliases."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

_CODED = re.compile(r"([0-9]{1,4}[A-Z]?)[\s.\-、:：]*(.*)", re.DOTALL)
_MOST_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class Choices:
    """One table: `values` in their order, `codes` code -> value.

    `groups` value -> coarse level (education, occupation, ethnicity) or the key it is stored
    under (the others).

    `lookup` maps every known spelling to its value; `seen` remembers raw cells already resolved.
    """

    title: str
    values: tuple[str, ...]
    groups: dict[str, str]
    codes: dict[str, str]
    lookup: dict[str, str]
    seen: dict[object, str] = field(default_factory=dict)

    def find(self, text: str) -> str | None:
        """Return the value for a spelling, a code, or both together ('01 汉族'); words win.

        A code alone is the roster's own: its education codes mean other things than GB/T 4658's.
        """
        text = _even(text)
        if (found := self.lookup.get(text)) is not None:
            return found
        coded = _CODED.fullmatch(text)
        if coded is None:
            return None
        code, words = coded.groups()
        if words:
            return self.lookup.get(words)
        if code in self.codes:
            return self.codes[code]
        longest = max(map(len, self.codes), default=0)
        padded = (code.zfill(width) for width in range(len(code) + 1, longest + 1))
        return next((self.codes[key] for key in padded if key in self.codes), None)

    def group(self, value: str) -> str:
        """Return the coarse level or stored key of a value; KeyError for an unknown one."""
        return self.groups[value]

    def remember(self, raw: str, value: str) -> None:
        """Keep a resolved raw cell, within bounds."""
        if len(self.seen) < _MOST_REMEMBERED:
            self.seen[raw] = value


@cache
def choices(title: str) -> Choices:
    """Return the table of `title`: a name out of TABLES; KeyError for any other."""
    if title not in TABLES:
        raise KeyError(title)
    source = resources.files("xianfeng.ledgers").joinpath("tables", f"{title}.csv")
    rows = list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))
    lookup: dict[str, str] = {}
    for row in rows:
        for spelling in (row["value"], *filter(None, row["aliases"].split("|"))):
            if lookup.setdefault(_even(spelling), row["value"]) != row["value"]:
                raise ValueError(f"{title}: {spelling} is claimed twice")
    return Choices(
        title=title,
        values=tuple(row["value"] for row in rows),
        groups={row["value"]: row["group"] for row in rows},
        codes={row["code"]: row["value"] for row in rows if row["code"]},
        lookup=lookup,
    )


TABLES: Final = (
    "category",
    "education",
    "ethnicity",
    "meeting_kind",
    "occupation",
    "post",
    "sector",
    "sex",
    "status",
    "unit_kind",
)


def _even(spelling: str) -> str:
    return "".join(unicodedata.normalize("NFKC", spelling).split()).upper()
