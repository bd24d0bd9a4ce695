"""Writes to the tree that changes of units consist of; the actions above check and record them."""

from datetime import date

from django.db.models import CharField, F, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused, part
from xianfeng.kernel.viewer import below
from xianfeng.units import rules
from xianfeng.units.actions import states
from xianfeng.units.models import Agency, Unit, UnitState


@part
def set_up(
    *, parent: Unit, code: str, name: str, kind: str, established_on: date, agency: Agency | None
) -> Unit:
    """Make a unit the last child of ``parent``."""
    made = Unit.objects.create(
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        path=place(parent),
        agency=agency,
        established_on=established_on,
    )
    states.begin([made])
    return made


@part
def shift(unit: Unit, parent: Unit) -> set[int]:
    """Move a unit with everything below it under another parent; return the keys of all moved.

    Their stretches are for the caller to restate, once all that changes has been written.
    """
    old_path, new_path = unit.path, place(parent)
    moved = Unit.objects.filter(below("path", old_path))
    deepest = max(len(path) for path in moved.values_list("path", flat=True))
    if (deepest - len(old_path) + len(new_path)) // rules.STEP > rules.DEEPEST:
        raise Refused(
            _("移动后层级超过 %(most)s 级，请选更高一级的上级组织。") % {"most": rules.DEEPEST},
            "target",
        )
    unit_ids = set(moved.values_list("pk", flat=True))
    rest = Substr("path", len(old_path) + 1)
    moved.update(path=Concat(Value(new_path), rest, output_field=CharField()))
    Unit.objects.filter(pk=unit.pk).update(parent=parent, version=F("version") + 1)
    return unit_ids


@part
def close(unit: Unit, day: date) -> None:
    """End a unit: it is no more from ``day`` on."""
    Unit.objects.filter(pk=unit.pk).update(abolished_on=day, version=F("version") + 1)
    states.end(unit, day)


def place(parent: Unit | None) -> str:
    """Return the path after every child that ``parent`` ever had; it stays locked until the end.

    No path is used twice, so that days gone by keep their tree.
    """
    above = Unit.objects.select_for_update().get(pk=parent.pk) if parent else None
    path = above.path if above else ""
    children = UnitState.objects.annotate(length=Length("path")).filter(
        below("path", path), length=len(path) + rules.STEP
    )
    return path + rules.next_step(children.values_list("path", flat=True))


def locked(unit: Unit) -> Unit:
    """Return the unit as it stands, locked until the end of the transaction."""
    return Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)
