"""Counts the misses in a row that end in a duty, object by object, for the few that are shown."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q

from xianfeng.duties import rulebook
from xianfeng.duties.engine.counting import Key, key_of
from xianfeng.duties.models import Duty
from xianfeng.duties.rules import Dates, Version, miss


def dates_of(duty: Duty) -> Dates:
    """Return the days of a duty's row."""
    return Dates(
        duty.due_on,
        duty.met_on,
        duty.none_on,
        duty.waived_on,
        duty.waived_until,
        duty.spared_on,
    )


def before_use(starts_on: date) -> bool:
    """True for a period that began before the system was in use here."""
    return settings.IN_USE_SINCE is not None and starts_on < settings.IN_USE_SINCE


def runs_of(found: Iterable[Duty]) -> dict[Key, tuple[str, ...]]:
    """Return the periods of the misses in a row up to each duty, in order of time.

    Only of rules that count them, and no more than their cards need. At most one query.
    """
    counted = [(duty, version) for duty in found if (version := _counts(duty)) is not None]
    if not counted:
        return {}
    rows = {_place(row): row for row in _before(counted)}
    return {key_of(duty): _run(duty, version, rows) for duty, version in counted}


def _counts(duty: Duty) -> Version | None:
    """Return the version that gives cards for misses in a row, or None."""
    version = rulebook.get(duty.rule).version_at(duty.starts_on)
    return version if version and version.cards and version.cards.misses else None


def _before(counted: list[tuple[Duty, Version]]) -> Iterable[Duty]:
    """Return the duties of the same rules and units that a run may go through."""
    rules = {duty.rule: rulebook.get(duty.rule) for duty, _version in counted}
    wanted = []
    for rule_id, rule in rules.items():
        days = [duty.starts_on for duty, _version in counted if duty.rule == rule_id]
        first = min(days) - timedelta(days=rule.run_reach)
        wanted.append(Q(rule=rule_id, starts_on__gte=first, starts_on__lte=max(days)))
    units = {duty.unit_id for duty, _version in counted}
    return Duty.objects.filter(reduce(or_, wanted), unit__in=units)


def _place(duty: Duty) -> tuple[str, int, int, int]:
    return duty.rule, duty.unit_id, duty.subject, duty.starts_on.year * 12 + duty.starts_on.month


def _run(
    duty: Duty, version: Version, rows: dict[tuple[str, int, int, int], Duty]
) -> tuple[str, ...]:
    most = version.cards.misses if version.cards else 0
    known = duty.due_on + timedelta(days=1)
    rule, unit, subject, month = _place(duty)
    periods: list[str] = []
    while len(periods) < most:
        row = rows.get((rule, unit, subject, month))
        if row is None or not miss(dates_of(row), known):
            break
        periods.append(row.period)
        month -= version.cycle.months
    return tuple(reversed(periods))
