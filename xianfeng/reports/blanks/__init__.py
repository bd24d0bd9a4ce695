"""The catalogue of all blanks that reports have, whether a context holds facts for them or not."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACE = Path(__file__).parent / "catalogue.toml"


@dataclass(frozen=True)
class Blank:
    """One number offices are asked for: a period's (``during``) or that of its last day."""

    id: str
    title: str
    measure: str
    during: bool
    definition: str


@dataclass(frozen=True)
class Group:
    """Blanks that are asked for together."""

    title: str
    blanks: tuple[Blank, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Return the catalogue in its order."""
    content = tomllib.loads(PLACE.read_text(encoding="utf-8"))
    return tuple(
        Group(group["title"], tuple(Blank(**blank) for blank in group["blanks"]))
        for group in content["group"]
    )


@cache
def every() -> dict[str, Blank]:
    """Return all blanks by id, in the catalogue's order."""
    return {blank.id: blank for group in groups() for blank in group.blanks}
