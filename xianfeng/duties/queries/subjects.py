"""Whom or what a duty is about: the name of a person or of any fact's row, and its page."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from xianfeng.duties import rulebook, words
from xianfeng.duties.enums import Each, Shape
from xianfeng.duties.models import Duty
from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.viewer import Viewer
from xianfeng.members import queries as members_queries

_AT_ONCE = 5_000


@dataclass(frozen=True)
class Subject:
    """A name, and the page that shows who or what bears it; either may be empty."""

    name: str
    href: str


NOBODY = Subject("", "")
Key = tuple[str, int]


def subjects(viewer: Viewer, found: Sequence[Duty]) -> dict[Key, Subject]:
    """Return {(rule id, subject): who or what}; a query for each kind of fact that says so.

    What the viewer may not read in its own place has no name here either.
    """
    wanted: dict[str, dict[int, set[str]]] = {}
    for duty in found:
        if duty.subject:
            source = _source(duty)
            wanted.setdefault(source, {}).setdefault(duty.subject, set()).add(duty.rule)
    known: dict[Key, Subject] = {}
    for source, rules in wanted.items():
        for keys in batched(sorted(rules), _AT_ONCE):
            for key, subject in _named(viewer, source, keys):
                known |= dict.fromkeys(((rule, key) for rule in rules[key]), subject)
    return known


def _source(duty: Duty) -> str:
    """Return where the name stands: "row KIND", "subject KIND", or "member"."""
    rule = rulebook.get(duty.rule)
    version = rule.version_at(duty.starts_on) or rule.versions[-1]
    if rule.shape == Shape.COMMITMENT:
        return f"row {version.discharged_by.fact}"
    if version.after is not None:
        return f"subject {version.after.fact}"
    return "member" if version.owes.each != Each.UNIT else ""


def _named(viewer: Viewer, source: str, keys: Collection[int]) -> Iterator[tuple[int, Subject]]:
    how, _space, name = source.partition(" ")
    if how == "member":
        for member in members_queries.visible_to(viewer).filter(pk__in=keys):
            yield member.pk, Subject(str(member), reverse("members:detail", args=[member.pk]))
    elif name:
        kind = facts.get(name)
        column = "pk" if how == "row" else kind.subject
        for row in _rows(viewer, kind, column, keys):
            yield row.duty_subject, Subject(_name(row, column), words.page_of(row, kind))


def _rows(viewer: Viewer, kind: FactKind, column: str, keys: Collection[int]) -> QuerySet[Any]:
    found: QuerySet[Any] = kind.visible_to(viewer).filter(**{f"{column}__in": keys})
    named: QuerySet[Any] = found.annotate(duty_subject=F(column)).select_related(*kind.related)
    return named


def _name(row: Any, column: str) -> str:
    """Return the row's own words, or those of the row that its subject's column refers to."""
    return str(row) if column == "pk" else str(facts.cell(row, column.removesuffix("_id")))
