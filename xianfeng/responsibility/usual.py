"""The usual items of each kind of list, as data: what a first template begins with."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

_PLACE = Path(__file__).with_name("usual.toml")


def lines(kind: str, year: int) -> list[dict[str, Any]]:
    """Return the items of a kind for a year, as the fields of an item."""
    return [_line(line, year) for line in _read()[kind]]


@cache
def _read() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_PLACE.read_text(encoding="utf-8"))


def _line(line: dict[str, Any], year: int) -> dict[str, Any]:
    said = dict(line)
    if "due" in said:
        month, _mark, day = said.pop("due").partition("-")
        said["due_on"] = date(year, int(month), int(day))
    if "threshold" in said:
        said["threshold"] = Decimal(str(said["threshold"]))
    return said
