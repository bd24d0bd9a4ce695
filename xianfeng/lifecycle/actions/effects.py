"""What a change does on its day, kind by kind."""

from collections.abc import Callable
from datetime import date

from django.db.models import F, Q, QuerySet

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import below
from xianfeng.lifecycle.actions import people
from xianfeng.lifecycle.enums import ChangeKind
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units.actions import states, structure
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Agency, Term, Unit

TOLD = (
    "units.unit",
    "members.membership",
    "members.group_spell",
    "members.post",
    "plans.task",
)


def take_effect(change: UnitChange) -> set[int]:
    """Do what a change says from its day on; return the keys of all units it touches."""
    return _EFFECTS[change.kind](change, change.effective_on)


def tell(unit_ids: set[int]) -> None:
    """Tell whoever derives from facts which units' facts changed."""
    for kind in TOLD:
        facts.recorded(facts.get(kind), unit_ids=unit_ids)


def _establish(change: UnitChange, day: date) -> set[int]:
    change.unit = _new_unit(change, _target(change), day, change.agency)
    return {change.unit.pk}


def _rename(change: UnitChange, day: date) -> set[int]:
    return _amend(_unit(change), day, name=change.name)


def _upgrade(change: UnitChange, day: date) -> set[int]:
    unit = _unit(change)
    return _amend(unit, day, kind=change.unit_kind, name=change.name or unit.name)


def _split(change: UnitChange, day: date) -> set[int]:
    unit = _unit(change)
    members = list(change.members.values_list("pk", flat=True))
    made = change.target = _new_unit(change, unit.parent, day, unit.agency)
    people.take_over(unit, made, day, members)
    people.leave_groups(_groups(unit), day, members)
    people.leave_posts(_here(unit), day, members)
    people.follow_roles(unit, made, day, members)
    return {unit.pk, made.pk}


def _move(change: UnitChange, day: date) -> set[int]:
    moved = structure.shift(_unit(change), _target(change))
    states.restate(moved, day)
    return moved


def _transfer(change: UnitChange, day: date) -> set[int]:
    unit, agency = _unit(change), new_agency(change)
    moved = structure.shift(unit, _target(change))
    if agency is not None:
        Unit.objects.filter(pk__in=moved, agency=unit.agency_id).update(agency=agency)
    states.restate(moved, day)
    return moved


def _end(change: UnitChange, day: date) -> set[int]:
    """Merge or abolish: all who are left go to the target, and everything of the unit ends."""
    unit, to = _unit(change), change.target
    below_it = set(Unit.objects.filter(below("path", unit.path)).values_list("pk", flat=True))
    touched = below_it | ({to.pk} if to else set())
    people.leave_groups(_groups(unit), day)
    people.leave_posts(_here(unit), day)
    people.leave_roles(_here(unit), to, day)
    if to is not None:
        people.take_over(unit, to, day)
        people.hand_over_tasks(unit, to, day)
        for child in standing_children(unit, day).exclude(kind=UnitKind.GROUP):
            states.restate(structure.shift(child, to), day)
    for gone in [*_groups(unit).filter(abolished_on=None), unit]:
        structure.close(gone, day)
    Term.objects.filter(unit=unit, ended_on=None, until_on__gt=day).update(ended_on=day)
    return touched


def new_agency(change: UnitChange) -> Agency | None:
    """Return the agency a transferred unit comes to; None where it keeps its own."""
    target = _target(change)
    if change.agency is not None:
        return change.agency
    return None if target.kind == UnitKind.WORKING_COMMITTEE else target.agency


def standing_children(unit: Unit, day: date) -> QuerySet[Unit]:
    """Return the units directly below one that stand on a day or later."""
    return Unit.objects.filter(Q(abolished_on=None) | Q(abolished_on__gt=day), parent=unit)


_EFFECTS: dict[str, Callable[[UnitChange, date], set[int]]] = {
    ChangeKind.ESTABLISH: _establish,
    ChangeKind.RENAME: _rename,
    ChangeKind.UPGRADE: _upgrade,
    ChangeKind.MERGE: _end,
    ChangeKind.SPLIT: _split,
    ChangeKind.MOVE: _move,
    ChangeKind.TRANSFER: _transfer,
    ChangeKind.ABOLISH: _end,
}


def _new_unit(change: UnitChange, parent: Unit | None, day: date, agency: Agency | None) -> Unit:
    if parent is None:
        raise ValueError("the root is neither set up nor split")
    return structure.set_up(
        parent=parent,
        code=change.code,
        name=change.name,
        kind=change.unit_kind,
        established_on=day,
        agency=agency or (None if parent.kind == UnitKind.WORKING_COMMITTEE else parent.agency),
    )


def _amend(unit: Unit, day: date, **values: str) -> set[int]:
    Unit.objects.filter(pk=unit.pk).update(**values, version=F("version") + 1)
    states.restate({unit.pk}, day)
    return {unit.pk}


def _groups(unit: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(parent=unit, kind=UnitKind.GROUP)


def _here(unit: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(pk=unit.pk) | Q(parent=unit, kind=UnitKind.GROUP))


def _unit(change: UnitChange) -> Unit:
    if change.unit is None:
        raise ValueError("a change of no unit")
    return change.unit


def _target(change: UnitChange) -> Unit:
    if change.target is None:
        raise ValueError("a change without its target")
    return change.target
