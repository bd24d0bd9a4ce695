"""Giving an opinion, named or anonymous, and answering it."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.units.models import Unit
from xianfeng.voice import facts, permissions, queries, rules
from xianfeng.voice.actions.consultations import stage
from xianfeng.voice.enums import Outcome, Subject
from xianfeng.voice.models import Consultation, Opinion


@action("voice.give_opinion")
def give_opinion(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    subject: str,
    text: str,
    page: str = "",
    consultation: Consultation | None = None,
    from_whom: str = "",
) -> Opinion:
    """Take an opinion under a name; ``from_whom`` names somebody the recorder writes for (代录).

    Raises Refused with what to put right.
    """
    _may_turn_to(actor, unit, consultation)
    on_behalf = bool(from_whom.strip())
    if on_behalf and not permissions.may_write(actor, unit):
        raise Refused(_("代别人登记由支部书记或党务干部办理"), "from_whom")
    opinion = _new(unit, subject, text, page, consultation, timezone.localdate(at), False)
    opinion.user_id, opinion.on_behalf = actor.user_id, on_behalf
    opinion.author_name = from_whom.strip() or actor.name
    opinion.save(force_insert=True)
    said = {"subject": subject, "text": opinion.text, "on_behalf": on_behalf}
    audit.record(opinion, new=said | {"author": opinion.author_name}, unit_id=unit.pk)
    _tell(opinion)
    return opinion


def give_anonymously(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    subject: str,
    text: str,
    page: str = "",
    consultation: Consultation | None = None,
) -> None:
    """Take an opinion of nobody: from here on neither the person nor the time of day is known.

    The log has it at the beginning of the day, or of the day on which a consultation was asked.
    It returns nothing to send anybody to. Raises Refused with what to put right.
    """
    grants = tuple(Grant(grant.role, grant.path) for grant in actor.grants)
    today = timezone.localdate(at)
    logged = consultation.asked_on if consultation else today
    _give_anonymously(
        actor=Viewer(None, _("匿名"), grants),
        at=timezone.make_aware(datetime.combine(logged, time.min)),
        today=today,
        unit=unit,
        subject=subject,
        text=text,
        page=page,
        consultation=consultation,
    )


@action("voice.give_anonymous_opinion")
def _give_anonymously(
    *,
    actor: Viewer,
    at: datetime,
    today: date,
    unit: Unit,
    subject: str,
    text: str,
    page: str,
    consultation: Consultation | None,
) -> None:
    """Keep the words; the audit row says that one came, neither whose nor which."""
    _may_turn_to(actor, unit, consultation)
    opinion = _new(unit, subject, text, page, consultation, today, True)
    same = Opinion.objects.filter(
        unit=unit, consultation=consultation, anonymous=True, subject=subject, text=opinion.text
    )
    # A second click has no submission key here: a key would hold the person and the time.
    if not same.filter(received_on=opinion.received_on).exists():
        opinion.save(force_insert=True)
    audit.record("voice.opinion", new={"subject": subject, "anonymous": True}, unit_id=unit.pk)
    _tell(opinion)


@action("voice.answer_opinion")
def answer_opinion(
    *, actor: Viewer, at: datetime, opinion: Opinion, outcome: str, answer: str
) -> Opinion:
    """Answer an opinion, or put an answer right; the day of the first answer stays.

    Raises Refused when there are no words, or before an anonymous consultation has closed.
    """
    permissions.require_write(actor, opinion.unit)
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if outcome not in Outcome.values or not answer.strip():
        raise Refused(_("请写明答复：采纳了怎么办，没有采纳为什么"), "answer")
    today = timezone.localdate(at)
    over = opinion.consultation
    if opinion.anonymous and over is not None and over.due_on >= today:
        raise Refused(_("匿名的意见截止以后才能看到和答复"))
    old = {"outcome": opinion.outcome, "answer": opinion.answer}
    opinion.answered_on = opinion.answered_on or today
    opinion.outcome, opinion.answer, opinion.answered_by = outcome, answer.strip(), actor.name
    opinion.save(update_fields=["answered_on", "outcome", "answer", "answered_by"])
    new = {"outcome": outcome, "answer": opinion.answer}
    audit.record(opinion, old=old, new=new, unit_id=opinion.unit_id)
    _tell(opinion)
    return opinion


def _may_turn_to(actor: Viewer, unit: Unit, consultation: Consultation | None) -> None:
    """Check that the actor may turn to this unit, or was asked."""
    if consultation is not None:
        permissions.require_take_part(actor, consultation)
        return
    known = {each.unit.path for each in queries.destinations(actor)}
    permissions.require_belong(actor, unit, known)


def _new(
    unit: Unit,
    subject: str,
    text: str,
    page: str,
    consultation: Consultation | None,
    today: date,
    anonymous: bool,
) -> Opinion:
    """Return an unsaved opinion; raises Refused where it has no words or comes too late."""
    if not text.strip():
        raise Refused(_("请写下意见"), "text")
    received_on = today
    if consultation is not None:
        if not rules.may("give", stage(consultation, today)):
            raise Refused(_("这次征求意见不在期间内，可以在“提意见”里写"))
        if consultation.anonymous != anonymous:
            raise Refused(_("实名还是匿名，按发起时定的，请刷新页面"))
        subject = Subject.CONSULTATION
        received_on = consultation.due_on if anonymous else today
    return Opinion(
        unit=unit,
        consultation=consultation,
        subject=subject,
        page=rules.page_kept(page, anonymous),
        text=text.strip(),
        anonymous=anonymous,
        received_on=received_on,
        due_on=rules.answer_due(today, consultation.due_on if consultation else None),
    )


def _tell(opinion: Opinion) -> None:
    """Tell of the day it came in, and of the day on which its answer is due."""
    days = {opinion.received_on, opinion.due_on}
    kernel_facts.recorded(facts.OPINION, unit_ids={opinion.unit_id}, days=days)
