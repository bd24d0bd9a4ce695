"""Assigning communities and grids to units."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.checkin import facts
from xianfeng.checkin.actions.shared import begins, end, may_end, tell
from xianfeng.checkin.models import Assignment
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units import permissions as units_permissions
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place, Unit


@action("checkin.assign_places")
def assign_places(
    *, actor: Viewer, at: datetime, unit: Unit, places: Sequence[Place], from_on: date
) -> list[Assignment]:
    """Assign communities and grids to a unit, by who manages it or a unit above. Raises Refused."""
    units_permissions.require_manage(actor, unit)
    begins(from_on, timezone.localdate(at))
    if not places:
        raise Refused(_("请先勾选社区或网格。"), "places")
    if any(place.level == GridLevel.ESTATE for place in places):
        raise Refused(_("请选社区或网格。"), "places")
    _once(unit, places, from_on)
    rows = [Assignment(unit=unit, place=place, from_on=from_on) for place in places]
    made = Assignment.objects.bulk_create(rows)
    new = {"places": [place.pk for place in places], "from_on": from_on}
    audit.record(made[0], new=new, unit_id=unit.pk)
    tell(facts.OF_ASSIGNMENTS, {unit.pk}, {from_on})
    return made


@action("checkin.end_assignment")
def end_assignment(*, actor: Viewer, at: datetime, row: Assignment, until_on: date) -> None:
    """End an assignment from a day on; ended on its first day, it never was. Raises Refused."""
    units_permissions.require_manage(actor, row.unit)
    found = Assignment.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise Refused(_("这条分配已经撤销，请刷新页面看看最新情况。"))
    may_end(found, until_on, timezone.localdate(at))
    old = {"place": found.place_id, "from_on": found.from_on}
    audit.record(found, old=old, new={"until_on": until_on}, unit_id=found.unit_id)
    days = {found.from_on, until_on}
    end(found, until_on)
    tell(facts.OF_ASSIGNMENTS, {found.unit_id}, days)


def _once(unit: Unit, places: Sequence[Place], from_on: date) -> None:
    """Refuse what the unit is assigned already, on the first day or later."""
    later = Q(until_on=None) | Q(until_on__gt=from_on)
    there = Assignment.objects.filter(later, unit=unit, place__in=places)
    names = sorted(there.values_list("place__name", flat=True))
    if names:
        told = {"unit": unit.name, "names": "、".join(names)}
        raise Refused(_("%(unit)s已经联系：%(names)s。请去掉这几处的勾。") % told, "places")
