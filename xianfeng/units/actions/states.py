"""Keeping the history of units: the stretches in which each had its name, kind and place."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from xianfeng.kernel.actions import part
from xianfeng.units.models import Unit, UnitState

_SHOWN = ("name", "kind", "path", "agency_id")
_KEPT = ("unit_id", "from_on", "until_on", *_SHOWN)
History = dict[int, list[list[Any]]]
"""Unit's key -> its stretches, each a list of what ``_KEPT`` names after the unit."""


@part
def begin(units: Iterable[Unit]) -> None:
    """Give new units their first stretch, from the day they were established on."""
    UnitState.objects.bulk_create(
        _state(unit, unit.established_on, unit.abolished_on) for unit in units
    )


@part
def restate(unit_ids: Collection[int], day: date) -> None:
    """Let what units are today hold from ``day`` on; what they were until then is kept.

    A stretch that would have begun on that day or later is corrected in its place.
    """
    running = UnitState.objects.filter(unit__in=unit_ids, until_on=None)
    changed = [one for one in running.select_related("unit") if _differs(one)]
    ended = [state for state in changed if state.from_on < day]
    for state in ended:
        state.until_on = day
    UnitState.objects.bulk_update(ended, ["until_on"])
    UnitState.objects.bulk_create(_state(state.unit, day, None) for state in ended)
    corrected = [state for state in changed if state.from_on >= day]
    _correct(corrected)


def correct(unit_ids: Collection[int]) -> None:
    """Correct what was written wrongly: the running stretch, and the day the first one began."""
    running = UnitState.objects.filter(unit__in=unit_ids, until_on=None).select_related("unit")
    _correct(list(running))
    correct_beginning(unit_ids)


@part
def correct_beginning(unit_ids: Collection[int]) -> None:
    """Let the first stretch of units begin on the day they were established on."""
    first: dict[int, UnitState] = {}
    for state in UnitState.objects.filter(unit__in=unit_ids).select_related("unit"):
        first.setdefault(state.unit_id, state)
    moved = [one for one in first.values() if one.from_on != one.unit.established_on]
    for state in moved:
        state.from_on = state.unit.established_on
    UnitState.objects.bulk_update(moved, ["from_on"])


def kept(unit_ids: Collection[int]) -> History:
    """Return the stretches of units as plain values, to put them back later."""
    found: History = {pk: [] for pk in unit_ids}
    for unit_id, *values in UnitState.objects.filter(unit__in=unit_ids).values_list(*_KEPT):
        found[unit_id].append(values)
    return found


@part
def put_back(history: Mapping[int | str, list[list[Any]]]) -> None:
    """Put the stretches of units back as they were kept, in plain values or as JSON has them."""
    UnitState.objects.filter(unit__in=[int(key) for key in history]).delete()
    UnitState.objects.bulk_create(
        UnitState(**dict(zip(_KEPT, (int(key), *values), strict=True)))
        for key, stretches in history.items()
        for values in stretches
    )


@part
def end(unit: Unit, day: date) -> None:
    """End the running stretch of a unit that is no more from ``day`` on."""
    UnitState.objects.filter(unit=unit, until_on=None).update(until_on=day)


def _differs(state: UnitState) -> bool:
    return any(getattr(state, name) != getattr(state.unit, name) for name in _SHOWN)


def _correct(states: list[UnitState]) -> None:
    for state in states:
        for name in _SHOWN:
            setattr(state, name, getattr(state.unit, name))
    UnitState.objects.bulk_update(states, _SHOWN)


def _state(unit: Unit, from_on: date, until_on: date | None) -> UnitState:
    shown = {name: getattr(unit, name) for name in _SHOWN}
    return UnitState(unit=unit, from_on=from_on, until_on=until_on, **shown)
