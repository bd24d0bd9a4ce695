"""A review step by step: one verb for each edge of the table, and what is recorded on the way."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.reviews import facts, permissions, queries, rules
from xianfeng.reviews.enums import Grade, Step
from xianfeng.reviews.models import Entry, Review
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit
from xianfeng.voting import ballots
from xianfeng.voting.ballots import Choice
from xianfeng.voting.enums import Mode, PollState, Purpose

MARKS = tuple((grade.value, str(grade.label)) for grade in Grade)


@action("reviews.prepare")
def prepare(*, actor: Viewer, at: datetime, unit: Unit, year: int) -> Review:
    """Prepare a branch's review of a year with everybody who is in the branch today.

    Raises Refused for what is no branch, for another year, and when it stands already.
    """
    permissions.require_run(actor, unit)
    today = timezone.localdate(at)
    if unit.kind not in BRANCH_KINDS:
        raise Refused(_("民主评议由党支部开展，请选一个党支部"))
    if not today.year - 1 <= year <= today.year:
        raise Refused(_("只能准备今年或去年的民主评议"), "year")
    if Review.objects.filter(unit=unit, year=year).exclude(step=Step.CANCELLED).exists():
        raise Refused(_("这一年的民主评议已经有了，请接着办"), "year")
    people = queries.people(actor, unit, today)
    if not people:
        raise Refused(_("支部今天没有在册党员，请先核对花名册"))
    review = Review(unit=unit, year=year, prepared_on=today, recorded_by_id=actor.user_id)
    review.on_behalf = permissions.on_behalf(actor, unit)
    review.save()
    Entry.objects.bulk_create(
        Entry(review=review, member_id=key, probationary=probationary)
        for key, probationary in people.items()
    )
    said = {"year": year, "members": len(people), "on_behalf": review.on_behalf}
    audit.record(review, new=said, unit_id=unit.pk)
    return review


@action("reviews.start")
def start(*, actor: Viewer, at: datetime, review: Review, version: int) -> Review:
    """Ask the members for their self-reviews. Raises Conflict or Refused, as all verbs do."""
    return _moved(actor, review, version, "start")


@action("reviews.assess")
def assess(*, actor: Viewer, at: datetime, review: Review, version: int) -> Review:
    """Go on to the mutual assessment, which is held in the meeting."""
    return _moved(actor, review, version, "assess")


@action("reviews.open_vote")
def open_vote(*, actor: Viewer, at: datetime, review: Review, version: int, mode: str) -> Review:
    """Make the secret vote: every member who gets a grade, four marks, by the full members.

    Reading: those on probation have no vote (基层组织选举工作条例 5 [V]).
    """
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    _go(row, "vote")
    entries = list(row.entries.filter(probationary=False).select_related("member"))
    row.poll = ballots.draft(
        unit=row.unit,
        purpose=Purpose.REVIEW,
        title=_("%(year)s年度民主评议党员测评") % {"year": row.year},
        mode=Mode(mode),
        options=[Choice(entry.member.name, entry.member_id) for entry in entries],
        voters=[entry.member_id for entry in entries],
        expected=len(entries),
        marks=MARKS,
        owner=f"reviews:detail/{row.pk}",
    )
    lines = {option.member_id: option for option in row.poll.options.all()}
    for entry in entries:
        entry.option = lines[entry.member_id]
    Entry.objects.bulk_update(entries, ["option"])
    return _kept(row, {"step": review.step}, {"mode": mode})


@action("reviews.vote_again")
def vote_again(*, actor: Viewer, at: datetime, review: Review, version: int) -> Review:
    """Go back before a vote that was cancelled."""
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    if row.poll is not None and row.poll.state != PollState.CANCELLED:
        raise Refused(_("测评还没有作废；如要重来，请先在投票页作废"))
    _go(row, "vote_again")
    row.poll = None
    row.entries.update(option=None)
    return _kept(row, {"step": Step.VOTE})


@action("reviews.count")
def count(*, actor: Viewer, at: datetime, review: Review, version: int) -> Review:
    """Go on with the totals of the vote to the committee's opinion."""
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    if row.poll is None or row.poll.state != PollState.CLOSED:
        raise Refused(_("测评还没有计票，请先在投票页登记计票结果或结束投票"))
    _go(row, "count")
    return _kept(row, {"step": Step.VOTE})


@action("reviews.give_grades")
def give_grades(
    *,
    actor: Viewer,
    at: datetime,
    review: Review,
    version: int,
    given: Mapping[int, tuple[str, str]],
) -> Review:
    """Record the committee's grades: entry's key to (grade or "", reason).

    A grade other than the one with the most votes needs its reason; more than a third 优秀 is told
    on the page and not refused, since the text says 一般.
    """
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    if row.step != Step.OPINION:
        raise Refused(_("现在不能填写评定意见，请按步骤办理"))
    entries = {entry.pk: entry for entry in row.entries.all()}
    votes = queries.votes(actor, row)
    old = {str(key): entry.grade for key, entry in entries.items()}
    for key, (grade, reason) in given.items():
        if key not in entries:
            raise Refused(_("名单有变化，请刷新页面后再填"))
        if grade and not rules.may_be_graded(entries[key].probationary, grade):
            raise Refused(_("预备党员参加评议，不评定等次；其他党员请选一个等次"))
        if grade and rules.needs_reason(grade, votes.get(key, {})) and not reason.strip():
            raise Refused(_("与测评得票最多的等次不同，请写明原因"), f"reason_{key}")
        entries[key].grade, entries[key].grade_reason = grade, reason.strip() if grade else ""
    Entry.objects.bulk_update(entries.values(), ["grade", "grade_reason"])
    new = {str(key): entry.grade for key, entry in entries.items()}
    row.version += 1
    return _kept(row, {"grades": old}, {"grades": new})


@action("reviews.record_mass_opinion")
def record_mass_opinion(
    *,
    actor: Viewer,
    at: datetime,
    review: Review,
    version: int,
    asked: int,
    satisfied: int,
    fairly: int,
    dissatisfied: int,
) -> Review:
    """Record what the people they serve say of the branch's members, as counts (群众评议)."""
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    if row.step in {Step.CLOSED, Step.CANCELLED}:
        raise Refused(_("这次民主评议已经结束，不能再登记"))
    if satisfied + fairly + dissatisfied > asked:
        raise Refused(_("三项人数之和多于参加评议的群众人数，请核对"), "asked")
    old = {"asked": row.asked, "satisfied": row.satisfied}
    row.asked, row.satisfied, row.fairly, row.dissatisfied = asked, satisfied, fairly, dissatisfied
    row.version += 1
    new = {"asked": asked, "satisfied": satisfied, "fairly": fairly, "dissatisfied": dissatisfied}
    return _kept(row, old, new)


@action("reviews.inform")
def inform(*, actor: Viewer, at: datetime, review: Review, version: int) -> Review:
    """Tell every member their own result: from now on each sees theirs and may reply."""
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    left = row.entries.filter(probationary=False, grade="").count()
    if left and row.step == Step.OPINION:
        raise Refused(_("还有 %(left)s 名党员没有评定意见，请先填写") % {"left": left})
    _go(row, "inform")
    row.informed_on = timezone.localdate(at)
    _kept(row, {"step": Step.OPINION})
    _tell(row, row.informed_on)
    return row


@action("reviews.close")
def close(*, actor: Viewer, at: datetime, review: Review, version: int) -> Review:
    """End the review when every reply has its answer."""
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    if row.entries.filter(replied_on__isnull=False, answered_on=None).exists():
        raise Refused(_("还有党员的反馈没有答复，请先答复"))
    _go(row, "close")
    row.closed_on = timezone.localdate(at)
    return _kept(row, {"step": Step.INFORMED})


@action("reviews.cancel")
def cancel(*, actor: Viewer, at: datetime, review: Review, version: int, reason: str) -> Review:
    """Cancel a review before its vote, with a reason; another may be prepared."""
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    if not reason.strip():
        raise Refused(_("请写明作废的原因"), "reason")
    old = row.step
    _go(row, "cancel")
    row.cancelled_because = reason.strip()
    return _kept(row, {"step": old}, {"reason": row.cancelled_because})


def _moved(actor: Viewer, review: Review, version: int, verb: str) -> Review:
    permissions.require_run(actor, review.unit)
    row = _locked(review, version)
    old = row.step
    _go(row, verb)
    return _kept(row, {"step": old})


def _locked(review: Review, version: int) -> Review:
    found = Review.objects.select_for_update(of=("self",)).select_related("unit", "poll")
    row = found.get(pk=review.pk)
    if row.version != version:
        raise Conflict(row)
    return row


def _go(row: Review, verb: str) -> None:
    """Move the review along an edge; Refused when none starts here."""
    if not rules.may(verb, row.step):
        now = {"step": row.get_step_display()}
        raise Refused(_("民主评议现在是“%(step)s”，不能这样办，请按步骤办理") % now)
    row.step = rules.EDGES[verb][1]
    row.version += 1


def _kept(row: Review, old: Mapping[str, Any], more: Mapping[str, Any] | None = None) -> Review:
    row.save()
    audit.record(row, old=old, new={"step": row.step, **(more or {})}, unit_id=row.unit_id)
    return row


def _tell(row: Review, day: date) -> None:
    for kind in (facts.REVIEW, facts.RESULT):
        kernel_facts.recorded(kind, unit_ids={row.unit_id}, days={day})
