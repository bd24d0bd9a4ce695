"""Saying who came and how long: the day it is held, or later, and again to put it right."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.hours.actions import Given, give
from xianfeng.hours.enums import Source
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.volunteering import permissions, queries, rules
from xianfeng.volunteering.actions.shared import locked, save, turned
from xianfeng.volunteering.enums import SignupState
from xianfeng.volunteering.models import Event, Signup


@action("volunteering.record_event")
def record_event(
    *,
    actor: Viewer,
    at: datetime,
    event: Event,
    version: int,
    hours: Decimal,
    absent: Collection[int] = (),
    also: Collection[int] = (),
) -> Event:
    """Say who came: all with a place but those ``absent``, and ``also`` others by their keys.

    Each who came is given ``hours``. Said again, it replaces what was said before.
    """
    permissions.require_organise(actor, event.unit)
    event = locked(event, version)
    before, today = turned(event, "record_event"), timezone.localdate(at)
    if event.on > today:
        raise Refused(_("活动还没有举办，举办当天起再登记。"))
    if not 0 < hours <= rules.LONGEST:
        raise Refused(_("每人小时请填一天以内的数。"), "hours")
    _mark(event, frozenset(absent))
    _add(actor, event, frozenset(also))
    coming = list(Signup.objects.filter(event=event, came=True).order_by("seq"))
    if not coming:
        raise Refused(_("一个人也没有来的，请取消这场活动并写明原因。"))
    old = {"state": before, "hours": event.hours}
    event.hours, event.recorded_on = hours, event.recorded_on or today
    new = {"state": event.state, "hours": hours, "came": [one.member_id for one in coming]}
    audit.record(event, old=old, new=new, unit_id=event.unit_id)
    save(event)
    give(
        source=Source.EVENT,
        key=event.pk,
        what=event.title,
        on=event.on,
        given={one.member_id: Given(one.unit_id, hours) for one in coming},
    )
    return event


@part
def _mark(event: Event, absent: frozenset[int]) -> None:
    """Say of each with a place whether they came; a walk-in who did not was never there."""
    rows = Signup.objects.filter(event=event, state=SignupState.SIGNED)
    rows.exclude(member__in=absent).update(came=True)
    rows.filter(member__in=absent, walk_in=False).update(came=False)
    rows.filter(member__in=absent, walk_in=True).update(
        came=False, state=SignupState.WITHDRAWN.value
    )


@part
def _add(actor: Viewer, event: Event, also: frozenset[int]) -> None:
    """Write down who came from the waiting list, and who came without a place. Raises Refused."""
    rows = Signup.objects.filter(event=event)
    waiting = rows.filter(state=SignupState.WAITING, member__in=also)
    fresh = also - set(waiting.values_list("member_id", flat=True))
    fresh -= set(rows.filter(state=SignupState.SIGNED).values_list("member_id", flat=True))
    waiting.update(state=SignupState.SIGNED.value, came=True)
    homes = dict(
        queries.walk_ins(actor, event).filter(member__in=fresh).values_list("member", "unit")
    )
    if fresh - homes.keys():
        raise Refused(_("有人不在主办党组织当天的在册党员里，请刷新页面重选。"), "also")
    last = rows.aggregate(last=Max("seq"))["last"] or 0
    Signup.objects.bulk_create(
        Signup(
            event=event, member_id=member, unit_id=homes[member], seq=seq,
            state=SignupState.SIGNED.value, came=True, walk_in=True, on_behalf=True,
        )
        for seq, member in enumerate(sorted(fresh), last + 1)
    )  # fmt: skip
