"""The facts that were looked at for a duty, whether each counts, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from xianfeng.duties import words
from xianfeng.duties.enums import Shape
from xianfeng.duties.rules import Match, Rule, Span, Version, same_cycle
from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class FactRead:
    """A fact that was looked at, whether it counts, and why."""

    on: date
    text: str
    made_up: str
    counts: bool
    note: str
    href: str


def facts_read(
    viewer: Viewer,
    rule: Rule,
    version: Version,
    unit: Unit,
    span: Span | None,
    subject: int,
    as_of: date,
) -> list[FactRead]:
    """Return the facts that were looked at, in order of time."""
    match = version.discharged_by
    kind = facts.get(match.fact)
    found = kind.visible_to(viewer).filter(kind.where(dict(match.where)))
    if rule.shape == Shape.COMMITMENT:
        found = found.filter(pk=subject)
    elif subject and kind.subject:
        found = found.filter(**{kind.subject: subject})
    else:
        found = found.filter(**{kind.unit: unit.pk})
    if rule.shape != Shape.COMMITMENT and span is not None:
        inside = kind.during(span.starts_on, span.facts_until)
        if rule.shape == Shape.FOLLOW_UP:
            inside = Q(**{f"{kind.on}__gte": span.starts_on})
        if kind.made_up:
            inside |= Q(**{kind.made_up: span.name})
        found = found.filter(inside)
    rows = found.select_related(*kind.related).order_by(F(kind.on), "pk")
    return [_read(row, kind, match, version, span, as_of, rule.shape) for row in rows]


def _read(
    row: Any,
    kind: FactKind,
    match: Match,
    version: Version,
    span: Span | None,
    as_of: date,
    shape: Shape,
) -> FactRead:
    on = facts.cell(row, kind.done if shape == Shape.COMMITMENT else kind.on)
    made_up = (facts.cell(row, kind.made_up) or "") if kind.made_up else ""
    page = words.page_of(row, kind)
    text = "，".join(str(cell) for cell in _shown(row, kind))
    if on is None:
        return FactRead(facts.cell(row, kind.due), text, "", False, _("尚未完成"), page)
    elsewhere = (
        span is not None
        and made_up != span.name
        and same_cycle(made_up, version.cycle)
        and shape in {Shape.PERIODIC, Shape.ONCE}
    )
    if elsewhere:
        note = _("补开 %(period)s，计入那一期间") % {"period": made_up}
        return FactRead(on, text, made_up, False, note, page)
    if on > as_of:
        return FactRead(on, text, made_up, False, _("在查看日之后"), page)
    counts, note = _quorum(row, kind, match)
    if counts and made_up and span is not None and made_up == span.name:
        note = "；".join(part for part in (_("补开，计入本期间"), note) if part)
    return FactRead(on, text, made_up, counts, note, page)


def _quorum(row: Any, kind: FactKind, match: Match) -> tuple[bool, str]:
    """Return whether enough were present, and what to say of it."""
    if match.quorum is None:
        return True, ""
    present = facts.cell(row, kind.lookup("present"))
    expected = facts.cell(row, kind.lookup("expected"))
    if present is None or expected is None:
        return True, _("没有登记应到、实到人数，按有效计")
    numbers: Mapping[str, object] = {"present": present, "expected": expected}
    if present >= expected * match.quorum:
        return True, _("应到 %(expected)s 人，实到 %(present)s 人，达到规定人数") % numbers
    return False, _("应到 %(expected)s 人，实到 %(present)s 人，不足规定人数") % numbers


def _shown(row: Any, kind: FactKind) -> list[object]:
    """Return the first cells of a fact that say something beyond its unit and its day."""
    cells = [facts.cell(row, column) for _title, column in kind.columns[1:4]]
    return [cell for cell in cells if cell not in {None, ""} and not isinstance(cell, date)]
