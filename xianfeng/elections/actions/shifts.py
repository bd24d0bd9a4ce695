"""Postponing or advancing the end of a term, with the superior's agreement."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.elections import permissions
from xianfeng.elections.enums import Answer
from xianfeng.elections.models import Shift
from xianfeng.kernel import audit, facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units import facts as units_facts
from xianfeng.units.models import Term


@action("elections.ask_shift")
def ask_shift(
    *, actor: Viewer, at: datetime, term: Term, on: date, to_on: date, reason: str
) -> Shift:
    """Ask that a term run out later or earlier. Source: 基层组织选举工作条例 3 [V]."""
    permissions.require_own(actor, term.unit)
    audit.hold()
    if term.ended_on is not None:
        raise Refused(_("这一届已经换届，不能再延期或提前。"))
    if Shift.objects.filter(term=term, answer=Answer.ASKED).exists():
        raise Refused(_("已有一份请示在等批复。"))
    if to_on in {term.until_on} or to_on <= term.from_on:
        raise Refused(_("请填与原届满日期不同、在本届起始之后的日期。"), "to_on")
    if on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请等报送时再登记。"), "on")
    made = Shift.objects.create(
        term=term, until_on=term.until_on, to_on=to_on, reason=reason.strip(), asked_on=on
    )
    audit.record(made, new={"to_on": to_on, "reason": made.reason}, unit_id=term.unit_id)
    return made


@action("elections.answer_shift")
def answer_shift(
    *, actor: Viewer, at: datetime, shift: Shift, on: date, number: str, agreed: bool
) -> Shift:
    """As the superior, agree or not; agreed, the term runs out on the new day."""
    rows = Shift.objects.select_for_update(of=("self",)).select_related("term__unit__parent")
    shift = rows.get(pk=shift.pk)
    permissions.require_superior(actor, shift.term.unit)
    if shift.answer != Answer.ASKED:
        raise Refused(_("这份请示已经批复。"))
    if not shift.asked_on <= on <= timezone.localdate(at):
        raise Refused(_("批复日期应在请示之后、今天之前。"), "on")
    term, old = shift.term, shift.term.until_on
    shift.answer = Answer.AGREED if agreed else Answer.REFUSED
    shift.answered_on, shift.number = on, number.strip()
    shift.save()
    if agreed:
        term.until_on = shift.to_on
        term.save(update_fields=["until_on"])
    new = {"answer": str(shift.answer), "until_on": term.until_on}
    audit.record(shift, old={"until_on": old}, new=new, unit_id=term.unit_id)
    for kind in (units_facts.TERM, units_facts.TERM_DUE, units_facts.OVERRUN):
        facts.recorded(kind, unit_ids={term.unit_id})
    return shift
