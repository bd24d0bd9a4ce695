"""What is written of one member: the self-review, the reply and its answer, putting things right.

The log says that words were written and by whom; the words themselves stay in the entry.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.reviews import facts, permissions, rules
from xianfeng.reviews.enums import Grade, Step
from xianfeng.reviews.models import Correction, Entry


@action("reviews.write_self_review")
def write_self_review(*, actor: Viewer, at: datetime, entry: Entry, text: str) -> Entry:
    """Write the member's self-review, by themselves or recorded for them (代录). Refused."""
    permissions.require_self(actor, entry)
    row = _locked(entry)
    if row.review.step != Step.SELF:
        raise Refused(_("个人自评在“个人自评”这一步填写，现在不能再改"))
    if not text.strip():
        raise Refused(_("请写下自评内容"), "text")
    row.self_review, row.self_on = text.strip(), timezone.localdate(at)
    row.self_on_behalf = not permissions.is_own(actor, row)
    row.save(update_fields=["self_review", "self_on", "self_on_behalf"])
    return _noted(row, {"self_on": row.self_on, "on_behalf": row.self_on_behalf})


@action("reviews.reply")
def reply(*, actor: Viewer, at: datetime, entry: Entry, text: str) -> Entry:
    """Reply to one's own result; until it is answered it may be written anew. Refused."""
    permissions.require_own(actor, entry)
    row = _locked(entry)
    if row.review.step != Step.INFORMED:
        raise Refused(_("告知结果以后、评议结束以前可以反馈"))
    if row.answered_on is not None:
        raise Refused(_("反馈已经答复，如还有意见请在“提意见”里写"))
    if not text.strip():
        raise Refused(_("请写下反馈"), "text")
    row.reply, row.replied_on = text.strip(), timezone.localdate(at)
    row.save(update_fields=["reply", "replied_on"])
    return _noted(row, {"replied_on": row.replied_on})


@action("reviews.answer_reply")
def answer_reply(*, actor: Viewer, at: datetime, entry: Entry, text: str) -> Entry:
    """Answer a member's reply. Raises Refused."""
    permissions.require_run(actor, entry.review.unit)
    row = _locked(entry)
    if row.replied_on is None or row.review.step != Step.INFORMED:
        raise Refused(_("没有等待答复的反馈"))
    if not text.strip():
        raise Refused(_("请写下答复"), "text")
    row.answer, row.answered_on = text.strip(), timezone.localdate(at)
    row.save(update_fields=["answer", "answered_on"])
    return _noted(row, {"answered_on": row.answered_on})


@action("reviews.set_correction")
def set_correction(
    *, actor: Viewer, at: datetime, entry: Entry, measure: str, due_on: date
) -> Correction:
    """Set what a member with the last grade puts right, within a year. Raises Refused."""
    permissions.require_run(actor, entry.review.unit)
    row, today = _locked(entry), timezone.localdate(at)
    if row.grade != Grade.UNQUALIFIED or row.review.step not in rules.PUBLISHED:
        raise Refused(_("评定为不合格、并已告知本人的，才定改正期限"))
    if Correction.objects.filter(entry=row).exists():
        raise Refused(_("改正期限已经定过了"))
    if not measure.strip():
        raise Refused(_("请写明改正措施"), "measure")
    if not today < due_on <= rules.latest_correction(today):
        last = {"day": rules.latest_correction(today).isoformat()}
        raise Refused(_("改正期限应在今天以后，最长一年，到 %(day)s 为止") % last, "due_on")
    made = Correction(entry=row, measure=measure.strip(), set_on=today, due_on=due_on)
    made.save()
    unit_id, member_id = row.review.unit_id, row.member_id
    audit.record(made, new={"due_on": due_on}, unit_id=unit_id, subject_id=member_id)
    kernel_facts.recorded(facts.CORRECTION, unit_ids={unit_id}, days={due_on})
    return made


@action("reviews.complete_correction")
def complete_correction(
    *, actor: Viewer, at: datetime, correction: Correction, done_on: date, result: str
) -> Correction:
    """Record that things were put right, on which day and how. Raises Refused."""
    permissions.require_run(actor, correction.entry.review.unit)
    row = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if row.done_on is not None:
        raise Refused(_("已经登记过改正情况"))
    if not row.set_on <= done_on <= timezone.localdate(at):
        raise Refused(_("日期应在定期限以后、今天以前，请核对"), "done_on")
    if not result.strip():
        raise Refused(_("请写明改正情况"), "result")
    row.done_on, row.result = done_on, result.strip()
    row.save(update_fields=["done_on", "result"])
    review = row.entry.review
    audit.record(
        row, new={"done_on": done_on}, unit_id=review.unit_id, subject_id=row.entry.member_id
    )
    kernel_facts.recorded(facts.CORRECTION, unit_ids={review.unit_id}, days={row.due_on})
    return row


def _locked(entry: Entry) -> Entry:
    found = Entry.objects.select_for_update(of=("self",)).select_related("review__unit")
    return found.get(pk=entry.pk)


def _noted(row: Entry, new: dict[str, object]) -> Entry:
    audit.record(row, new=new, unit_id=row.review.unit_id, subject_id=row.member_id)
    return row
