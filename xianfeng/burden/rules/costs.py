"""Reads the table of costs: what each verb asks of whoever does it; estimates, said as such."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "costs.toml"


@dataclass(frozen=True)
class Cost:
    """Typed fields and seconds of one entry; ``own``: the entry says how many fields it had."""

    fields: int
    seconds: int
    basis: str
    own: bool = False


@dataclass(frozen=True)
class Asked:
    """What a collection task costs: one unit, and all of them."""

    units: int
    new_fields: int
    nods: int
    seconds_each: int

    @property
    def minutes(self) -> int:
        """Return the minutes of all units together, rounded up."""
        return -(-self.units * self.seconds_each // 60)

    @property
    def minutes_each(self) -> int:
        """Return the minutes of one unit, rounded up."""
        return -(-self.seconds_each // 60)


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def digest() -> str:
    """Return a fingerprint: what was derived under another table is derived again."""
    return sha256(TABLE.read_bytes()).hexdigest()


@cache
def entry_costs() -> Mapping[str, Cost]:
    """Return {verb: cost} of all verbs that are placed; what nobody is asked for costs nothing."""
    table = _read()
    found = {}
    for name, basis in table["basis"].items():
        for verb, said in table["verbs"].get(name, {}).items():
            fields, seconds, *rest = said
            found[verb] = Cost(fields, seconds, basis, own=bool(rest))
    free = table["free"]
    found |= {verb: Cost(0, 0, free["basis"]) for verb in free["verbs"]}
    return found


def cost_of(kind: str) -> int:
    """Return the seconds of one field of a kind in a collection task."""
    return int(_read()["field_seconds"][kind])


def asked_of(units: int, kinds: Iterable[str]) -> Asked:
    """Return what a task with fields of these kinds asks of so many units."""
    kinds = list(kinds)
    nods = kinds.count("known")
    seconds = cost_of("page") + sum(cost_of(kind) for kind in kinds) if kinds else 0
    return Asked(units, len(kinds) - nods, nods, seconds)
