"""A round from its preparation to its end, and the counting at the close."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ratings import boxes, facts, permissions, rules
from xianfeng.ratings.actions.shared import end_slips, locked, said, turn
from xianfeng.ratings.enums import RoundState
from xianfeng.ratings.models import Rated, Round
from xianfeng.units.models import Unit

LONGEST = 366


@action("ratings.prepare_round")
def prepare_round(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    title: str,
    from_on: date,
    until_on: date,
    units: Sequence[Unit],
) -> Round:
    """Prepare a round in which a unit has units below it rated. Refused with what to put right."""
    permissions.require_organise(actor, unit)
    _refuse(title, from_on, until_on, timezone.localdate(at))
    wanted = {one.pk for one in units}
    own = Unit.objects.filter(below("path", unit.path), pk__in=wanted).exclude(pk=unit.pk)
    if not wanted or own.count() != len(wanted):
        raise Refused(_("请选本组织下面要评的单位，至少一个。"), "units")
    made = Round.objects.create(unit=unit, title=title.strip(), from_on=from_on, until_on=until_on)
    Rated.objects.bulk_create(Rated(round=made, unit_id=key) for key in sorted(wanted))
    audit.record(made, new=said(made) | {"rated": sorted(wanted)}, unit_id=unit.pk)
    return made


@action("ratings.amend_round")
def amend_round(
    *,
    actor: Viewer,
    at: datetime,
    held: Round,
    version: int,
    title: str,
    from_on: date,
    until_on: date,
) -> Round:
    """Change what a round is called and its days, before it ends. Conflict when it changed."""
    permissions.require_organise(actor, held.unit)
    held = locked(held, version)
    if held.state not in {RoundState.DRAFT, RoundState.OPEN}:
        raise Refused(_("这次评议已经结束，不能再改。"))
    _refuse(title, from_on, until_on, timezone.localdate(at))
    old = said(held)
    held.title, held.from_on, held.until_on = title.strip(), from_on, until_on
    held.version += 1
    held.save()
    audit.record(held, old=old, new=said(held), unit_id=held.unit_id)
    return held


@action("ratings.open_round")
def open_round(*, actor: Viewer, at: datetime, held: Round, version: int) -> Round:
    """Open a round: slips count from its first day on. Every unit gets its sealed box."""
    permissions.require_organise(actor, held.unit)
    held = locked(held, version)
    old = turn(held, "open_round")
    if held.until_on < timezone.localdate(at):
        raise Refused(_("截止日期已经过了，请先改日期再开始。"))
    held.opened_at = at
    held.save()
    for rated in held.rated.all():
        boxes.set_up(rated)
    audit.record(held, old={"state": old}, new=said(held), unit_id=held.unit_id)
    return held


@action("ratings.close_round")
def close_round(*, actor: Viewer, at: datetime, held: Round, version: int) -> Round:
    """End a round and count it: once, for all units together.

    Of a unit with fewer than ten voices nothing is kept, not even their number.
    """
    permissions.require_organise(actor, held.unit)
    held = locked(held, version)
    old = turn(held, "close_round")
    held.closed_on = min(timezone.localdate(at), held.until_on)
    held.save()
    shown = []
    for rated in held.rated.order_by("unit__path"):
        found = boxes.empty(rated)
        if rules.is_shown(found.votes):
            boxes.store(rated, found)
            shown.append(rated.unit_id)
    end_slips(held)
    audit.record(held, old={"state": old}, new=said(held), unit_id=held.unit_id)
    kernel_facts.recorded(facts.VOICE, unit_ids=shown, days={held.closed_on})
    return held


@action("ratings.cancel_round")
def cancel_round(*, actor: Viewer, at: datetime, held: Round, version: int, reason: str) -> Round:
    """Cancel a round that is not counted; what was given already is destroyed unread."""
    permissions.require_organise(actor, held.unit)
    held = locked(held, version)
    if not reason.strip():
        raise Refused(_("请写明作废的原因。"), "reason")
    old = turn(held, "cancel_round")
    held.cancelled_because = reason.strip()
    held.save()
    boxes.destroy(held.rated.all())
    end_slips(held)
    audit.record(held, old={"state": old}, new=said(held), unit_id=held.unit_id)
    return held


def _refuse(title: str, first: date, last: date, today: date) -> None:
    if not title.strip():
        raise Refused(_("请写评议的名称。"), "title")
    if last < first:
        raise Refused(_("截止日期早于开始日期，请核对。"), "until_on")
    if last < today:
        raise Refused(_("截止日期已经过了，请另选一天。"), "until_on")
    if last - first > timedelta(days=LONGEST):
        raise Refused(_("一次评议最长一年，请改近截止日期。"), "until_on")
