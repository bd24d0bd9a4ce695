"""Letters of transfer: issued, received, refused, withdrawn, lapsed; and moves next door."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members import rules
from xianfeng.members.actions.rolls import Rolls
from xianfeng.members.enums import Standing, StandingEvent, TransferKind, TransferState, TransferWay
from xianfeng.members.facts import STANDING, TRANSFER_IN, TRANSFER_OUT
from xianfeng.members.models import Member, StandingChange, Transfer
from xianfeng.members.permissions import require_keep
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.rules import STEP

RECEIVERS = BRANCH_KINDS | {UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH}


@action("members.issue_transfer")
def issue_transfer(
    *,
    actor: Viewer,
    at: datetime,
    member: Member,
    to_unit: Unit | None,
    outside: str,
    way: str,
    issued_on: date,
    dues_until: str = "",
    number: str = "",
    valid_days: int = rules.transfers.LONGEST,
) -> Transfer:
    """Issue a letter to a unit in the system or to an organisation outside, named in words.

    The member stays on the sender's roll until the letter is received.
    Source: 党员教育管理工作条例 第二十五条.
    """
    rolls = Rolls(member)
    require_keep(actor, rolls.path)
    audit.hold()
    home, today = rolls.home, timezone.localdate(at)
    _refuse_destination(home, to_unit, outside)
    if issued_on > today:
        raise Refused(_("开出日期不晚于今天。"), "issued_on")
    if Transfer.objects.filter(member=member, state=TransferState.ISSUED).exists():
        raise Refused(_("此人已有一份介绍信在途，请先等接收，或撤回后再开。"))
    made = Transfer.objects.create(
        member=member,
        kind=TransferKind.INSIDE if to_unit else TransferKind.OUTSIDE_OUT,
        way=way,
        from_unit=home,
        to_unit=to_unit,
        outside=outside,
        number=number or _numbered(home, issued_on),
        issued_on=issued_on,
        valid_days=valid_days,
        runs_out_on=rules.transfers.runs_out(issued_on, valid_days),
        dues_until=dues_until,
    )
    audit.record(made, new=_written(made), unit_id=home.pk, subject_id=member.pk)
    _told(made)
    return made


@action("members.receive_transfer")
def receive_transfer(
    *,
    actor: Viewer,
    at: datetime,
    transfer: Transfer,
    received_on: date,
    branch: Unit | None = None,
    acknowledgement: str = "",
) -> Transfer:
    """Take the member over on the day of receipt: the old branch spell ends, the new one begins.

    For a letter to the outside the sender enters the slip that came back, and the member is off
    the rolls from that day on.
    """
    held = _held(transfer)
    require_keep(actor, held.to_unit.path if held.to_unit else _sender(held).path)
    state = _next(held, "receive")
    if not held.issued_on <= received_on <= timezone.localdate(at):
        text = _("接收日期应在介绍信开出的 %(day)s 与今天之间。")
        raise Refused(text % {"day": held.issued_on}, "received_on")
    rolls = Rolls(held.member)
    if held.to_unit is not None:
        _move(rolls, held.to_unit, branch or held.to_unit, received_on)
    else:
        _move_out(rolls, held, received_on, acknowledgement)
    return _close(held, state, received_on, rolls=rolls, acknowledgement=acknowledgement)


@action("members.refuse_transfer")
def refuse_transfer(
    *, actor: Viewer, at: datetime, transfer: Transfer, closed_on: date, reason: str
) -> Transfer:
    """Send a letter back with the reason; the member never left the sender's roll.

    Source: 党员教育管理工作条例 第二十五条（不得无故拒转拒接）.
    """
    held = _held(transfer)
    require_keep(actor, held.to_unit.path if held.to_unit else _sender(held).path)
    state = _next(held, "refuse")
    if not reason.strip():
        raise Refused(_("请写明退回的原因，对方可以看到。"), "reason")
    return _close(held, state, _ended(held, at, closed_on), reason=reason.strip())


@action("members.withdraw_transfer")
def withdraw_transfer(
    *, actor: Viewer, at: datetime, transfer: Transfer, closed_on: date
) -> Transfer:
    """Take a letter back before it is received."""
    held = _held(transfer)
    require_keep(actor, _sender(held).path)
    return _close(held, _next(held, "withdraw"), _ended(held, at, closed_on))


@action("members.lapse_transfer")
def lapse_transfer(*, actor: Viewer, at: datetime, transfer: Transfer, closed_on: date) -> Transfer:
    """Declare a letter that ran out void, so that a new one can be issued."""
    held = _held(transfer)
    require_keep(actor, _sender(held).path)
    state = _next(held, "lapse")
    if not rules.transfers.has_run_out(held.runs_out_on, closed_on):
        text = _("介绍信 %(day)s 前有效，未到期的请用“撤回”。")
        raise Refused(text % {"day": held.runs_out_on}, "closed_on")
    return _close(held, state, _ended(held, at, closed_on))


@action("members.adjust_branch")
def adjust_branch(
    *, actor: Viewer, at: datetime, member: Member, branch: Unit, moved_on: date
) -> Transfer:
    """Move a member to another branch of the same committee in one step, without a letter."""
    rolls = Rolls(member)
    home = rolls.home
    require_keep(actor, common_committee(home.path, branch.path))
    audit.hold()
    if branch.pk == home.pk:
        raise Refused(_("此人已在该党支部。"), "branch")
    if moved_on > timezone.localdate(at):
        raise Refused(_("调整日期不晚于今天。"), "moved_on")
    if Transfer.objects.filter(member=member, state=TransferState.ISSUED).exists():
        raise Refused(_("此人有一份介绍信在途，请先撤回。"))
    rolls.end(moved_on, "moved_on", branch.path)
    rolls.begin(branch, moved_on, "moved_on")
    made = Transfer.objects.create(
        member=member,
        kind=TransferKind.INSIDE,
        way=TransferWay.ADJUSTMENT,
        from_unit=home,
        to_unit=branch,
        issued_on=moved_on,
        runs_out_on=rules.transfers.runs_out(moved_on),
        state=TransferState.RECEIVED,
        closed_on=moved_on,
    )
    audit.record(made, new=_written(made), unit_id=branch.pk, subject_id=member.pk)
    rolls.told()
    _told(made)
    return made


def common_committee(path: str, other: str) -> str:
    """Return the path of the lowest committee above both; Refused when there is none.

    Reading: a committee (机关党委) arranges its own branches; a general branch does as well.
    """
    above = [path[:end] for end in range(len(path), 0, -STEP)]
    shared = [each for each in above if other.startswith(each)]
    kinds = (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)
    found = Unit.objects.filter(path__in=shared, kind__in=kinds).order_by("-path").first()
    if found is None:
        raise Refused(_("两个支部不在同一党委之下，请办理组织关系转接。"), "branch")
    return found.path


def _refuse_destination(home: Unit, to_unit: Unit | None, outside: str) -> None:
    if (to_unit is None) == (not outside):
        raise Refused(_("请填转往哪个党组织：系统内的填编码或全称，系统外的写明名称。"), "to")
    if to_unit is None:
        return
    if to_unit.kind not in RECEIVERS:
        raise Refused(_("请填接收的党支部或机关党委。"), "to")
    if to_unit.pk == home.pk:
        raise Refused(_("此人就在该党支部。"), "to")
    if to_unit.abolished_on is not None:
        raise Refused(_("该党组织已于 %(day)s 撤销。") % {"day": to_unit.abolished_on}, "to")


def _numbered(home: Unit, on: date) -> str:
    """Return the next number of the sender's letters of that year."""
    issued = Transfer.objects.filter(from_unit=home, issued_on__year=on.year)
    return f"{home.code}-{on.year}-{issued.count() + 1:03d}"


def _held(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",))
    return rows.select_related("member", "from_unit", "to_unit").get(pk=transfer.pk)


def _sender(transfer: Transfer) -> Unit:
    if transfer.from_unit is None:
        raise Refused(_("这是由系统外转入的记录，没有转出的一方。"))
    return transfer.from_unit


def _next(transfer: Transfer, verb: str) -> str:
    """Return the state a verb leads to; Refused where it leads nowhere."""
    state = rules.transfers.following(transfer.state, verb)
    if state is None:
        text = _("这份介绍信%(state)s，不能再办。")
        raise Refused(text % {"state": transfer.get_state_display()})
    return state


def _ended(transfer: Transfer, at: datetime, on: date) -> date:
    if not transfer.issued_on <= on <= timezone.localdate(at):
        text = _("日期应在介绍信开出的 %(day)s 与今天之间。")
        raise Refused(text % {"day": transfer.issued_on}, "closed_on")
    return on


def _move(rolls: Rolls, receiver: Unit, branch: Unit, on: date) -> None:
    if branch.kind not in BRANCH_KINDS or not branch.path.startswith(receiver.path):
        raise Refused(_("请选编入本组织的哪个党支部。"), "branch")
    if rolls.home.pk == branch.pk:
        raise Refused(_("此人已在该党支部。"), "branch")
    rolls.end(on, "received_on", branch.path)
    rolls.begin(branch, on, "received_on")


def _move_out(rolls: Rolls, transfer: Transfer, on: date, acknowledgement: str) -> None:
    home, member = rolls.home, rolls.member
    rolls.end(on, "received_on")
    member.standing, member.left_on = Standing.MOVED, on
    member.version += 1
    member.save(update_fields=["standing", "left_on", "version"])
    StandingChange.objects.create(
        member=member,
        unit=home,
        kind=StandingEvent.MOVED_OUT,
        changed_on=on,
        document=acknowledgement or transfer.number,
    )


def _close(
    transfer: Transfer, state: str, on: date, *, rolls: Rolls | None = None, **words: str
) -> Transfer:
    old = _written(transfer)
    transfer.state, transfer.closed_on = state, on
    for name, value in words.items():
        setattr(transfer, name, value)
    transfer.save(update_fields=["state", "closed_on", *words])
    unit = transfer.to_unit_id or transfer.from_unit_id
    new = _written(transfer)
    changed = {name: value for name, value in new.items() if old[name] != value}
    before = {name: old[name] for name in changed}
    audit.record(transfer, old=before, new=changed, unit_id=unit, subject_id=transfer.member_id)
    if rolls is not None:
        rolls.told()
        facts.recorded(STANDING, unit_ids=rolls.units, days={on})
    _told(transfer)
    return transfer


def _told(transfer: Transfer) -> None:
    days = {day for day in (transfer.runs_out_on, transfer.closed_on) if day}
    if transfer.from_unit_id:
        facts.recorded(TRANSFER_OUT, unit_ids={transfer.from_unit_id}, days=days)
    if transfer.to_unit_id:
        facts.recorded(TRANSFER_IN, unit_ids={transfer.to_unit_id}, days=days)


def _written(transfer: Transfer) -> dict[str, Any]:
    return {
        "member": transfer.member_id,
        "kind": transfer.kind,
        "way": transfer.way,
        "from_unit": transfer.from_unit_id,
        "to_unit": transfer.to_unit_id,
        "outside": transfer.outside,
        "number": transfer.number,
        "issued_on": transfer.issued_on,
        "runs_out_on": transfer.runs_out_on,
        "dues_until": transfer.dues_until,
        "state": transfer.state,
        "closed_on": transfer.closed_on,
        "reason": transfer.reason,
        "acknowledgement": transfer.acknowledgement,
    }
