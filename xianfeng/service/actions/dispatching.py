"""Asking members, their yes or no, and the word that it is done."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.hours.actions import Given, give
from xianfeng.hours.enums import Source
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.members import queries as members_queries
from xianfeng.service import permissions, rules
from xianfeng.service.actions.proposals import renew
from xianfeng.service.actions.shared import Asked, locked, save, tell, turned
from xianfeng.service.enums import DispatchState, RequestState
from xianfeng.service.models import Dispatch, Request

_LONGEST = 24 * 60


@action("service.dispatch_request")
def dispatch_request(
    *, actor: Viewer, at: datetime, request: Request, version: int, asked: Sequence[Asked]
) -> Request:
    """Ask members of the branch to come: the first to accept fill the places. Raises Refused."""
    permissions.require_branch(actor, request)
    request = locked(request, version)
    before = turned(request, "dispatch_request")
    today = timezone.localdate(at)
    homes = _homes(actor, request, [one.member_id for one in asked], today)
    Dispatch.objects.bulk_create(
        Dispatch(
            request=request,
            member_id=one.member_id,
            unit_id=homes[one.member_id],
            offered_on=today,
            proposed=one.proposed,
        )
        for one in asked
    )
    request.offered_on = request.offered_on or today
    request.accept_by = rules.accept_by(today, request.promised_on)
    new = {"state": request.state, "members": sorted(homes)}
    audit.record(request, old={"state": before}, new=new, unit_id=request.answerable_id)
    save(request)
    return request


@action("service.accept_place")
def accept_place(*, actor: Viewer, at: datetime, dispatch: Dispatch, version: int) -> Dispatch:
    """Say yes. Of two who take the last place at once one gets it, and the other is told so."""
    permissions.require_answer(actor, dispatch)
    request, dispatch = _both(dispatch, version)
    if request.state == RequestState.CANCELLED:
        raise Refused(_("居民刚刚取消了这张服务单，不用去了，谢谢您。"))
    if dispatch.state == DispatchState.WITHDRAWN:
        raise Refused(_("这张服务单的人数刚刚已经接满，谢谢您。"))
    _turn(request, dispatch, "accept_place", actor, timezone.localdate(at))
    dispatch.save()
    audit.record(dispatch, old={"state": "offered"}, new=_said(dispatch), unit_id=dispatch.unit_id)
    taken = request.dispatches.filter(state=DispatchState.ACCEPTED).count()
    if taken >= request.places:
        request.state = RequestState.ACCEPTED.value
        request.accepted_on = timezone.localdate(at)
        request.dispatches.filter(state=DispatchState.OFFERED).update(
            state=DispatchState.WITHDRAWN.value, answered_on=request.accepted_on
        )
    save(request)
    return dispatch


@action("service.decline_place")
def decline_place(
    *, actor: Viewer, at: datetime, dispatch: Dispatch, version: int, because: str
) -> Dispatch:
    """Say no, or that one cannot come after all, with a reason: the place is free again."""
    permissions.require_answer(actor, dispatch)
    if not because.strip():
        raise Refused(_("请选或写一句原因，支部好另外找人。"), "because")
    request, dispatch = _both(dispatch, version)
    old = _said(dispatch)
    _turn(request, dispatch, "decline_place", actor, timezone.localdate(at))
    dispatch.because = because.strip()
    dispatch.save()
    audit.record(dispatch, old=old, new=_said(dispatch), unit_id=dispatch.unit_id)
    fall_back(request)
    renew([request.pk], timezone.localdate(at))
    return dispatch


@action("service.withdraw_place")
def withdraw_place(
    *, actor: Viewer, at: datetime, dispatch: Dispatch, version: int, because: str = ""
) -> Dispatch:
    """Ask somebody no more: the branch's own decision."""
    permissions.require_branch(actor, dispatch.request)
    request, dispatch = _both(dispatch, version)
    old = _said(dispatch)
    _turn(request, dispatch, "withdraw_place", actor, timezone.localdate(at))
    dispatch.because = because.strip()
    dispatch.save()
    audit.record(dispatch, old=old, new=_said(dispatch), unit_id=dispatch.unit_id)
    fall_back(request)
    return dispatch


@action("service.finish_request")
def finish_request(
    *,
    actor: Viewer,
    at: datetime,
    request: Request,
    version: int,
    done_on: date,
    minutes: int,
    result: str = "",
) -> Request:
    """Say that it is done, on which day, how long each was there, and with what result."""
    permissions.require_finish(actor, request)
    request = locked(request, version)
    today = timezone.localdate(at)
    coming = request.dispatches.filter(state=DispatchState.ACCEPTED)
    if not coming.exists():
        raise Refused(_("还没有人接单；请先请去的人接单，或由支部代为接单。"))
    if not (request.sent_on or today) <= done_on <= today:
        raise Refused(_("办结日期应在派单之后、今天之前，请核对。"), "done_on")
    if not 1 <= minutes <= _LONGEST:
        raise Refused(_("服务时长请填一天以内的分钟数。"), "minutes")
    before = turned(request, "finish_request")
    request.accepted_on = request.accepted_on or done_on
    request.done_on, request.minutes, request.result = done_on, minutes, result.strip()
    request.dispatches.filter(state=DispatchState.OFFERED).update(
        state=DispatchState.WITHDRAWN.value, answered_on=today
    )
    new = {"state": request.state, "done_on": done_on, "minutes": minutes}
    audit.record(request, old={"state": before}, new=new, unit_id=request.answerable_id)
    save(request)
    give(
        source=Source.REQUEST,
        key=request.pk,
        what=str(request.get_category_display()),
        on=done_on,
        given={one.member_id: Given(one.unit_id, _hours(minutes)) for one in coming},
    )
    return request


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def _homes(actor: Viewer, request: Request, members: list[int], on: date) -> dict[int, int]:
    """Return the branch of each member asked. Raises Refused for who cannot be asked."""
    if not members:
        raise Refused(_("请至少选一位党员。"), "members")
    spells = members_queries.spells_visible_to(actor, on).filter(member_id__in=members)
    path = request.unit.path if request.unit else ""
    homes = dict(spells.filter(unit__path__startswith=path).values_list("member_id", "unit_id"))
    if set(members) - homes.keys() or len(set(members)) != len(members):
        raise Refused(_("有人不在这个党组织的在册党员里，请刷新页面重选。"), "members")
    if request.own_member_id in homes:
        raise Refused(_("不能把服务单派给点单的本人。"), "members")
    live = request.dispatches.filter(state__in=rules.LIVE)
    if live.filter(member_id__in=members).exists():
        raise Refused(_("有人已经派过，请刷新页面重选。"), "members")
    if live.count() + len(members) > rules.asked_at_most(request.places):
        said = _("这张服务单一次最多请 %(number)s 人。")
        raise Refused(said % {"number": rules.asked_at_most(request.places)}, "members")
    return homes


def _both(dispatch: Dispatch, version: int) -> tuple[Request, Dispatch]:
    """Return the request, held first, and one part in it, held second. Raises Conflict."""
    request = locked(dispatch.request, None)
    found = Dispatch.objects.select_for_update(of=("self",)).select_related("unit", "member")
    row = found.get(pk=dispatch.pk)
    if row.version != version and row.state != DispatchState.WITHDRAWN:
        raise Conflict(row)
    return request, row


def _turn(request: Request, dispatch: Dispatch, verb: str, actor: Viewer, on: date) -> None:
    if request.state not in rules.LIVE:
        raise Refused(_("这张服务单已经办结或者收回，各人的答复不再改。"))
    if not rules.DISPATCH.may(verb, dispatch.state):
        raise Refused(_("这一份已经答复过，请刷新页面看看最新情况。"))
    dispatch.state = rules.DISPATCH.edge(verb).to
    dispatch.answered_on = on
    dispatch.on_behalf = permissions.on_behalf(actor, dispatch)
    dispatch.version += 1


@part
def fall_back(request: Request) -> None:
    """Put a request back to where people are looked for, when nobody is asked any more."""
    if request.state not in {RequestState.OFFERED, RequestState.ACCEPTED}:
        tell(request)
        return
    live = request.dispatches.filter(state__in=rules.LIVE).exists()
    request.state = (RequestState.OFFERED if live else RequestState.SENT).value
    request.accepted_on = None
    save(request)


def _said(dispatch: Dispatch) -> dict[str, object]:
    return {"state": dispatch.state, "member": dispatch.member_id, "because": dispatch.because}
