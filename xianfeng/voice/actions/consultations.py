"""Asking before a decision, and saying what was decided."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit
from xianfeng.voice import facts, permissions, queries, rules
from xianfeng.voice.enums import Stage
from xianfeng.voice.models import Consultation


@action("voice.ask")
def ask(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    title: str,
    text: str,
    due_on: date,
    below: bool,
    anonymous: bool,
) -> Consultation:
    """Ask the unit's members until ``due_on``; named or anonymous cannot be changed later.

    Raises Refused when the day has passed, or when too few are asked to stay unknown.
    """
    permissions.require_write(actor, unit)
    today = timezone.localdate(at)
    if due_on < today:
        raise Refused(_("截止日期已经过去，请另选一天"), "due_on")
    if anonymous and queries.people_asked(actor, unit, below, today) < rules.SMALLEST_ANONYMOUS:
        few = _("征求范围不足 %(least)s 人，匿名也看得出是谁，请改为实名")
        raise Refused(few % {"least": rules.SMALLEST_ANONYMOUS}, "anonymous")
    row = Consultation.objects.create(
        unit=unit,
        below=below,
        title=title.strip(),
        text=text.strip(),
        anonymous=anonymous,
        asked_on=today,
        due_on=due_on,
        written_by_id=actor.user_id,
        written_at=at,
        on_behalf=permissions.on_behalf(actor, unit),
    )
    asked = {"title": row.title, "text": row.text, "due_on": due_on, "anonymous": anonymous}
    audit.record(row, new=asked | {"below": below, "on_behalf": row.on_behalf}, unit_id=unit.pk)
    kernel_facts.recorded(facts.CONSULTATION, unit_ids={unit.pk}, days={today})
    return row


@action("voice.decide")
def decide(
    *, actor: Viewer, at: datetime, consultation: Consultation, decision: str
) -> Consultation:
    """Say what was decided; every opinion has its answer before that. Raises Refused."""
    permissions.require_write(actor, consultation.unit)
    row, today = _locked(consultation), timezone.localdate(at)
    if not rules.may("decide", stage(row, today)):
        raise Refused(_("征求意见截止以后才能登记决定，已登记的不再重复登记"))
    if not decision.strip():
        raise Refused(_("请写明最后是怎么决定的"), "decision")
    waiting = row.opinions.filter(answered_on=None).count()
    if waiting:
        left = ngettext(
            "还有 %(n)s 条意见没有答复，请先逐条答复",
            "还有 %(n)s 条意见没有答复，请先逐条答复",
            waiting,
        )
        raise Refused(left % {"n": waiting}, "decision")
    row.decided_on, row.decision = today, decision.strip()
    row.save(update_fields=["decided_on", "decision"])
    audit.record(row, old={"decision": ""}, new={"decision": row.decision}, unit_id=row.unit_id)
    kernel_facts.recorded(facts.CONSULTATION, unit_ids={row.unit_id}, days={row.asked_on})
    return row


@action("voice.withdraw_consultation")
def withdraw_consultation(
    *, actor: Viewer, at: datetime, consultation: Consultation, reason: str
) -> Consultation:
    """Take a consultation back with a reason; opinions that came keep their answers. Refused."""
    permissions.require_write(actor, consultation.unit)
    row, today = _locked(consultation), timezone.localdate(at)
    if not rules.may("withdraw", stage(row, today)):
        raise Refused(_("已经决定或撤回的，不能再撤回"))
    if not reason.strip():
        raise Refused(_("请写明撤回的原因"), "reason")
    row.withdrawn_on, row.withdrawn_reason = today, reason.strip()
    row.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    audit.record(row, old={"withdrawn": False}, new={"reason": reason.strip()}, unit_id=row.unit_id)
    kernel_facts.recorded(facts.CONSULTATION, unit_ids={row.unit_id}, days={row.asked_on})
    return row


def stage(row: Consultation, day: date) -> Stage:
    """Return how a consultation stands on a day."""
    return rules.stage_of(row.asked_on, row.due_on, row.decided_on, row.withdrawn_on, day)


def _locked(row: Consultation) -> Consultation:
    found = Consultation.objects.select_for_update(of=("self",)).select_related("unit")
    return found.get(pk=row.pk)
