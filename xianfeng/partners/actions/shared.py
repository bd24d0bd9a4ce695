"""What the actions on pairs and deeds do alike: the relation, the lock, telling of facts."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.models import UnitCheckin
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, part
from xianfeng.kernel.facts import FactKind
from xianfeng.partners import facts
from xianfeng.partners.models import Deed, Pair
from xianfeng.partners.permissions import Relation

_LIVE = (CheckinState.REPORTED, CheckinState.CONFIRMED)


def held(relation: Relation) -> Relation:
    """Return the relation as it stands, locked. Raises Refused when it has ended."""
    found = type(relation)._default_manager.select_for_update(of=("self",))
    row: Relation = found.get(pk=relation.pk)
    standing = row.until_on is None if isinstance(row, Pair) else row.state in _LIVE
    if not standing:
        raise Refused(_("这段关系已经结束，不能再登记新的实事。"))
    return row


def of_relation(relation: Relation) -> dict[str, object]:
    """Return what a deed takes over from the relation it belongs to."""
    if isinstance(relation, UnitCheckin):
        return {"unit": relation.unit, "community": relation.community}
    return {
        "pair": relation,
        "unit": relation.unit,
        "community": relation.community,
        "other": relation.other,
    }


def since(deed: Deed) -> date:
    """Return the day from which a deed of this relation may be done."""
    if deed.pair is not None:
        return deed.pair.from_on
    first = UnitCheckin.objects.filter(unit=deed.unit_id, community=deed.community_id)
    found = first.exclude(state=CheckinState.REFUSED).order_by("from_on").first()
    return found.from_on if found is not None else deed.proposed_on


def checked_day(day: date, first: date, today: date) -> None:
    """Refuse a day on which nothing can have been done: before the relation, or in the future."""
    if day > today:
        raise Refused(_("办成日期在今天之后，请核对。"), "done_on")
    if day < first:
        text = _("办成日期早于 %(day)s，那时还没有结对或报到，请核对。")
        raise Refused(text % {"day": first.isoformat()}, "done_on")


@part
def tell(deed: Deed, *before: date | None) -> None:
    """Tell of every fact of a deed on its days, and on the last day of the years they lie in."""
    days = {day for day in (deed.due_on, deed.done_on, *before) if day is not None}
    days |= {facts.last_day(day) for day in days}
    recorded(facts.OF_DEEDS, {deed.unit_id, deed.other_id or deed.unit_id}, days)


@part
def recorded(kinds: Iterable[FactKind], unit_ids: set[int], days: set[date]) -> None:
    """Tell of facts of these kinds."""
    for kind in kinds:
        kernel_facts.recorded(kind, unit_ids=unit_ids, days=days)
