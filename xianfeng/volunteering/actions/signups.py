"""Taking a place, or one on the waiting list, and giving it back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member, Membership
from xianfeng.volunteering import permissions, queries, rules
from xianfeng.volunteering.actions.shared import locked, move_up, taken, tell
from xianfeng.volunteering.enums import EventState, SignupState
from xianfeng.volunteering.models import Event, Signup


@action("volunteering.sign_up")
def sign_up(*, actor: Viewer, at: datetime, event: Event, member: Member) -> Signup:
    """Take a place; when all are taken, the next one on the waiting list. Raises Refused."""
    event = locked(event)
    spell = _spell(actor, event, member.pk, timezone.localdate(at))
    permissions.require_member(actor, member.pk, spell.unit.path)
    _check(event, timezone.localtime(at))
    made = _placed(actor, event, spell)
    new = {"event": event.pk, "state": made.state, "seq": made.seq}
    audit.record(made, new=new, unit_id=made.unit_id, subject_id=member.pk)
    tell(event)
    return made


@action("volunteering.sign_up_several")
def sign_up_several(
    *, actor: Viewer, at: datetime, event: Event, members: Sequence[int]
) -> list[Signup]:
    """Take places for members without a telephone at hand (代录), in the order given."""
    event = locked(event)
    today = timezone.localdate(at)
    spells = [_spell(actor, event, member, today) for member in dict.fromkeys(members)]
    if not spells:
        raise Refused(_("请先勾选。"), "members")
    for spell in spells:
        permissions.require_member(actor, spell.member_id, spell.unit.path)
    _check(event, timezone.localtime(at))
    made = [_placed(actor, event, spell) for spell in spells]
    new = {"members": [one.member_id for one in made], "states": [one.state for one in made]}
    audit.record(event, new=new, unit_id=event.unit_id)
    tell(event)
    return made


@action("volunteering.withdraw_signup")
def withdraw_signup(
    *, actor: Viewer, at: datetime, signup: Signup, version: int, because: str = ""
) -> Signup:
    """Give a place back; who waits longest gets it. After the last day it takes a reason."""
    permissions.require_member(actor, signup.member_id, signup.unit.path)
    event = locked(signup.event)
    signup = Signup.objects.select_for_update(of=("self",)).get(pk=signup.pk)
    if signup.version != version:
        raise Conflict(signup)
    now = timezone.localtime(at)
    if event.state != EventState.OPEN or rules.started(event.on, event.starts_at, now):
        raise Refused(_("活动已经开始或结束，不能退出；没有去的，由主办方登记。"))
    if not rules.SIGNUP.may("withdraw_signup", signup.state):
        raise Refused(_("已经退出了，不用再办。"))
    if not rules.takes_names(event.sign_up_by, event.on, event.starts_at, now) and not because:
        raise Refused(_("报名已经截止，请选一个原因，主办方好另作安排。"), "because")
    old = {"state": signup.state}
    signup.state, signup.because = SignupState.WITHDRAWN.value, because.strip()
    signup.version += 1
    signup.save()
    new = {"state": signup.state, "because": signup.because, "moved_up": move_up(event)}
    audit.record(signup, old=old, new=new, unit_id=signup.unit_id, subject_id=signup.member_id)
    tell(event)
    return signup


def _check(event: Event, now: datetime) -> None:
    if event.state != EventState.OPEN:
        raise Refused(_("这场活动现在不接受报名，请刷新页面看看最新情况。"))
    if not rules.takes_names(event.sign_up_by, event.on, event.starts_at, now):
        raise Refused(_("报名已经截止；活动当天到场的，由主办方补登记。"))


@part
def _placed(actor: Viewer, event: Event, spell: Membership) -> Signup:
    """Write one place, signed or waiting. Raises Refused for who has one."""
    rows = Signup.objects.filter(event=event)
    if rows.filter(member=spell.member_id).exclude(state=SignupState.WITHDRAWN).exists():
        text = _("%(name)s 已经报名了，不用再报。")
        raise Refused(text % {"name": spell.member.name})
    last = rows.aggregate(last=Max("seq"))["last"] or 0
    # Who waits already goes first, even where a place has just fallen free.
    waiting = rows.filter(state=SignupState.WAITING).exists()
    full = waiting or taken(event) >= event.places
    return Signup.objects.create(
        event=event,
        member_id=spell.member_id,
        unit_id=spell.unit_id,
        seq=last + 1,
        state=(SignupState.WAITING if full else SignupState.SIGNED).value,
        on_behalf=permissions.on_behalf(actor, spell.member_id),
    )


def _spell(actor: Viewer, event: Event, member_id: int, on: date) -> Membership:
    """Return the branch spell of a member whom the event is open to. Raises Refused."""
    found = queries.eligible(actor, event, on).filter(member=member_id).first()
    if found is None:
        raise Refused(_("这场活动只对主办党组织的党员开放。"), "members")
    return found
