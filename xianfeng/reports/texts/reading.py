"""Reads the report's text: blocks of words and blanks."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xianfeng.reports import blanks

PLACE = Path(__file__).parent / "report.toml"
WORDS = frozenset({"unit", "year", "period", "as_of"})
_BLANK = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True)
class Block:
    """A heading (``level`` 1 to 4) or, with level 0, a paragraph.

    ``parts`` alternate between plain words and the name of a word or a figure to fill in.
    """

    level: int
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names to fill in, in their order."""
        return self.parts[1::2]


@cache
def blocks(kind: str) -> tuple[Block, ...]:
    """Return the blocks of the "half" or "annual" report; ValueError for a blank nobody knows."""
    content = tomllib.loads(PLACE.read_text(encoding="utf-8"))
    return tuple(_block(entry) for entry in content["block"] if entry.get("only", kind) == kind)


def _block(entry: dict[str, str | int]) -> Block:
    parts = tuple(_BLANK.split(str(entry.get("heading") or entry["text"])))
    block = Block(int(entry.get("level", 0)), parts)
    unknown = set(block.names) - WORDS - set(blanks.every())
    if unknown:
        raise ValueError(f"the report's text names {', '.join(sorted(unknown))}")
    return block
