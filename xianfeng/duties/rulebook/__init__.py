"""Reads the rule book: one TOML file for each regulation, and the local rules of this place."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings

from xianfeng.duties.enums import Each, Level, Shape, Verification
from xianfeng.duties.rules import Cards, Match, Owes, Rule, Version
from xianfeng.kernel import calendar, facts
from xianfeng.kernel.periods import Cycle
from xianfeng.members.enums import PostTitle
from xianfeng.units.enums import UnitKind

PLACE = Path(__file__).parent
_FIRST, _LAST = ("branch_regulation",), ("local", "commitments")


class Unreadable(ValueError):
    """A file of the rule book says something that no rule can mean."""


def every() -> tuple[Rule, ...]:
    """Return the rules in the book's order; raises Unreadable."""
    return _book(PLACE, settings.LOCAL_RULES)


def active() -> tuple[Rule, ...]:
    """Return the rules whose facts some context records; the others can derive nothing."""
    known = {kind.id for kind in facts.every()}
    return tuple(rule for rule in every() if rule.fact_kinds <= known)


def get(rule_id: str) -> Rule:
    """Return a rule of the book; KeyError when it holds none of that id."""
    for rule in every():
        if rule.id == rule_id:
            return rule
    raise KeyError(rule_id)


def digest(rule: Rule) -> str:
    """Return a fingerprint: duties derived under another one are derived again.

    Where working days count, the calendar's edition is part of it.
    """
    said = repr(rule)
    if any(version.within_working_days for version in rule.versions):
        said += calendar.edition()
    return sha256(said.encode()).hexdigest()


def files() -> list[str]:
    """Return the names of the book's files in its order: national ones, local, commitments."""
    between = sorted({path.stem for path in PLACE.glob("*.toml")} - {*_FIRST, *_LAST})
    return [*_FIRST, *between, *_LAST]


@cache
def _book(place: Path, local: str) -> tuple[Rule, ...]:
    paths = [
        Path(local) if name == "local" and local else PLACE / f"{name}.toml" for name in files()
    ]
    rules = tuple(rule for path in paths for rule in read(path))
    ids = [rule.id for rule in rules]
    for rule_id in ids:
        if ids.count(rule_id) > 1:
            raise Unreadable(f"{rule_id}: two rules of this id")
    return rules


def read(path: Path) -> list[Rule]:
    """Return the rules of one file; raises Unreadable, naming the file and the rule."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Unreadable(f"{path.name}: {problem}") from problem
    shared = {name: value for name, value in content.items() if name != "rule"}
    rules = []
    for entry in content.get("rule", []):
        try:
            rules.append(_rule({**shared, **entry}))
        except (KeyError, TypeError, ValueError) as problem:
            raise Unreadable(f"{path.name}: {entry.get('id', '?')}: {problem}") from problem
    return rules


def _rule(entry: dict[str, Any]) -> Rule:
    versions = tuple(sorted(map(_version, entry.pop("versions")), key=lambda v: v.effective_from))
    entry["shape"] = Shape(entry["shape"])
    entry["level"] = Level(entry["level"]).value
    entry["verification"] = Verification(entry["verification"]).value
    rule = Rule(versions=versions, **entry)
    _check(rule)
    return rule


def _check(rule: Rule) -> None:
    """Refuse what cannot be meant: overlapping versions, a span of nothing, a blocking 一般."""
    ends = [version.effective_until for version in rule.versions]
    starts = [version.effective_from for version in rule.versions]
    if any(end is None or end > start for end, start in zip(ends, starts[1:], strict=False)):
        raise ValueError("versions overlap")
    if rule.blocks and "一般" in rule.sentence:
        raise ValueError("a text that says 一般 never blocks")
    if not rule.versions or any(version.need < 1 for version in rule.versions):
        raise ValueError("no version, or nothing needed")
    for version in rule.versions:
        if rule.shape == Shape.ONCE and version.due is None:
            raise ValueError("due is missing")
        if rule.shape == Shape.FOLLOW_UP and (version.after is None or not version.reach):
            raise ValueError("after and within are missing")
        _check_cards(rule, version)
    for earlier, later in pairwise(rule.versions):
        if later.effective_from.day != 1 and earlier.after != later.after:
            raise ValueError("editions that meet within a month begin with the same fact")


def _check_cards(rule: Rule, version: Version) -> None:
    """Refuse cards that nobody decided on, that nothing gives, or that count what has no rows."""
    cards = version.cards
    if cards is None:
        return
    numbers = (cards.yellow_days, cards.red_days, cards.yellow_misses, cards.red_misses)
    said = [number for number in numbers if number is not None]
    if not said or min(said) < 1 or not cards.source:
        raise ValueError("cards need a source and a number of days or of misses, each at least 1")
    if cards.misses and rule.shape != Shape.PERIODIC:
        raise ValueError("misses in a row are counted over the spans of a cycle")


def _version(entry: dict[str, Any]) -> Version:
    known: dict[str, Any] = dict(entry)
    known["discharged_by"] = _match(known["discharged_by"])
    if "after" in known:
        known["after"] = _match(known["after"])
    if "owes" in known:
        known["owes"] = _owes(known["owes"])
    known["remind_days"] = tuple(known.get("remind_days", ()))
    if "cycle" in known:
        known["cycle"] = Cycle(known["cycle"])
    if "cards" in known:
        known["cards"] = Cards(**known["cards"])
    return Version(**known)


def _owes(entry: Mapping[str, Any]) -> Owes:
    owes = dict(entry)
    owes["kinds"] = tuple(sorted(UnitKind(kind).value for kind in owes.get("kinds", ())))
    owes["titles"] = tuple(sorted(PostTitle(title).value for title in owes.get("titles", ())))
    owes["each"] = Each(owes.get("each", Each.UNIT))
    if owes["titles"] and owes["each"] != Each.POST:
        raise ValueError("titles are for each post")
    return Owes(**owes)


def _match(entry: Mapping[str, Any]) -> Match:
    where = tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(entry.get("where", {}).items())
    )
    quorum = Fraction(entry["quorum"]) if "quorum" in entry else None
    unknown = set(entry) - {"fact", "where", "quorum"}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return Match(entry["fact"], where, quorum)
