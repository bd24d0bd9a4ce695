"""Decisions on somebody's standing: leaving the ranks, suspension, restoration."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members import rules
from xianfeng.members.actions.rolls import Rolls
from xianfeng.members.enums import Standing, StandingEvent, TransferState
from xianfeng.members.facts import STANDING
from xianfeng.members.models import Member, StandingChange
from xianfeng.members.permissions import require_keep
from xianfeng.units.models import Unit


@action("members.change_standing")
def change_standing(
    *, actor: Viewer, at: datetime, member: Member, kind: str, changed_on: date, document: str
) -> StandingChange:
    """Record that a member died, left, was put out or was suspended, from a day on.

    The spell in the branch, the group and the posts end on that day. Past days stay as they were.
    """
    rolls = Rolls(member)
    require_keep(actor, rolls.path)
    held = rolls.member
    _refuse(held, kind, changed_on, document, timezone.localdate(at))
    if held.transfers.filter(state=TransferState.ISSUED).exists():
        raise Refused(_("此人有一份介绍信在途，请先撤回。"), "kind")
    home = rolls.last.unit if rolls.last else None
    if home is None:
        raise Refused(_("此人没有编入过党支部，请先编入。"), "kind")
    if rolls.spell is not None:
        rolls.end(changed_on, "changed_on")
    elif held.left_on and changed_on <= held.left_on:
        text = _("日期应晚于 %(day)s。")
        raise Refused(text % {"day": held.left_on}, "changed_on")
    return _decided(rolls, home, kind, changed_on, document)


@action("members.restore_standing")
def restore_standing(
    *,
    actor: Viewer,
    at: datetime,
    member: Member,
    branch: Unit,
    changed_on: date,
    document: str,
) -> StandingChange:
    """Restore a suspended member to a branch; the time of suspension stays a gap."""
    rolls = Rolls(member)
    require_keep(actor, rolls.path)
    require_keep(actor, branch.path)
    _refuse(rolls.member, StandingEvent.RESTORED, changed_on, document, timezone.localdate(at))
    if rolls.member.left_on and changed_on <= rolls.member.left_on:
        text = _("恢复日期应晚于停止党籍的 %(day)s。")
        raise Refused(text % {"day": rolls.member.left_on}, "changed_on")
    if rolls.spell is not None:  # a roster told of the suspension, and it was never recorded here
        rolls.end(changed_on, "changed_on", rolls.path)
    rolls.begin(branch, changed_on, "changed_on")
    return _decided(rolls, branch, StandingEvent.RESTORED, changed_on, document)


def _refuse(member: Member, kind: str, on: date, document: str, today: date) -> None:
    probationary = member.confirmed_on is None or member.confirmed_on > on
    if kind not in rules.standings.decisions(member.standing, probationary):
        text = _("此人%(standing)s，不能作这项变动。")
        raise Refused(text % {"standing": member.get_standing_display()}, "kind")
    if on > today:
        raise Refused(_("日期不晚于今天。"), "changed_on")
    if not document.strip():
        raise Refused(_("请写明依据的文件或决定。"), "document")
    if member.standing_changes.filter(changed_on__gte=on).exists():
        raise Refused(_("日期应晚于上一次党籍变动。"), "changed_on")


def _decided(
    rolls: Rolls, unit: Unit, kind: str, changed_on: date, document: str
) -> StandingChange:
    member = rolls.member
    old = {"standing": member.standing, "left_on": member.left_on}
    member.standing = Standing(rules.standings.OUTCOME[kind])
    member.left_on = changed_on if kind in rules.standings.ENDS else None
    member.version += 1
    member.save(update_fields=["standing", "left_on", "version"])
    made = StandingChange.objects.create(
        member=member, unit=unit, kind=kind, changed_on=changed_on, document=document.strip()
    )
    new = {
        "standing": member.standing,
        "left_on": member.left_on,
        "kind": kind,
        "changed_on": changed_on,
        "document": made.document,
    }
    audit.record(made, old=old, new=new, unit_id=unit.pk, subject_id=member.pk)
    rolls.told()
    facts.recorded(STANDING, unit_ids={unit.pk}, days={changed_on})
    return made
