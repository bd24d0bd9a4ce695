"""Counts the facts behind duties up to a day, when later ones are already on record."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from xianfeng.duties.engine.parts import Sql, matching
from xianfeng.duties.engine.shapes import COLUMNS, duties_of
from xianfeng.duties.enums import Shape
from xianfeng.duties.models import Duty
from xianfeng.duties.rules import Rule, Version, spans_due_in
from xianfeng.kernel import facts

Key = tuple[str, int, int, str]
_FEW = 200


def key_of(duty: Duty) -> Key:
    """Return what tells one duty from all others."""
    return duty.rule, duty.unit_id, duty.subject, duty.period


def done_by(rule: Rule, found: Sequence[Duty], as_of: date) -> dict[Key, int]:
    """Return the number of facts up to ``as_of`` for each of these duties of a rule."""
    if rule.shape == Shape.COMMITMENT:
        return {key_of(duty): int(_by(duty.met_on, as_of)) for duty in found}
    counts = {key_of(duty): duty.done for duty in found}
    for version in rule.versions:
        if _later_facts(version, as_of):
            counts.update(_recounted(rule, version, found, as_of))
    return counts


def _by(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _later_facts(version: Version, as_of: date) -> bool:
    on = facts.get(version.discharged_by.fact).on
    return matching(version.discharged_by).filter(**{f"{on}__gt": as_of}).exists()


def _recounted(rule: Rule, version: Version, found: Sequence[Duty], as_of: date) -> dict[Key, int]:
    years = sorted({duty.due_on.year for duty in found})
    names = {duty.period for duty in found}
    spans = [s for y in years for s in spans_due_in(rule.shape, version, y) if s.name in names]
    if not spans:
        return {}
    units = {duty.unit_id for duty in found}
    selected = duties_of(rule, version, spans, units if len(units) <= _FEW else None, as_of)
    statement = Sql(f"WITH owed({COLUMNS}) AS (") + selected
    statement += ") SELECT rule, unit_id, subject, period, done FROM owed"
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return {tuple(row[:4]): row[4] for row in cursor.fetchall()}
