"""Running a poll: prepare, open, vote, close, type in paper totals, cancel."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit
from xianfeng.voting import ballots, facts, permissions, rules
from xianfeng.voting.ballots import Choice, Votes
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.models import Poll


@action("voting.prepare_poll")
def prepare_poll(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    purpose: Purpose,
    title: str,
    mode: Mode,
    options: Sequence[Choice],
    **more: Any,
) -> Poll:
    """Make a poll that is not open yet; ``more`` is what ``ballots.draft`` takes."""
    permissions.require_run(actor, unit)
    poll = ballots.draft(
        unit=unit, purpose=purpose, title=title, mode=mode, options=options, **more
    )
    audit.record(poll, new=_said(poll), unit_id=unit.pk)
    return poll


@action("voting.open_poll")
def open_poll(*, actor: Viewer, at: datetime, poll: Poll, version: int) -> Poll:
    """Open a poll; an electronic one gets its sealed box. Conflict when it changed."""
    permissions.require_run(actor, poll.unit)
    poll = _locked(poll, version)
    _go(poll, "open")
    poll.opened_at, poll.opened_by_id = at, actor.user_id
    poll.save()
    if poll.mode == Mode.ELECTRONIC:
        ballots.set_up_box(poll)
    audit.record(poll, old={"state": "draft"}, new=_said(poll), unit_id=poll.unit_id)
    return poll


def cast_ballot(
    *,
    actor: Viewer,
    at: datetime,
    poll: Poll,
    given: Mapping[int, str],
    others: Iterable[int] = (),
) -> None:
    """Vote: each option's mark, and the members written in. Refused with what to put right.

    The log learns that a ballot came in, not from whom, when, or what it says: the action runs as
    nobody, at the moment the poll was opened.
    """
    if poll.opened_at is None:
        raise Refused(_("这次投票现在不收票。"))
    nobody = permissions.anonymous(actor)
    _cast(actor=nobody, at=poll.opened_at, poll=poll, given=given, others=others)


@action("voting.cast_ballot")
def _cast(
    *, actor: Viewer, at: datetime, poll: Poll, given: Mapping[int, str], others: Iterable[int]
) -> None:
    member_id = permissions.require_vote(actor, poll)
    current = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if current.state != PollState.OPEN or current.mode != Mode.ELECTRONIC:
        raise Refused(_("这次投票现在不收票。"))
    ballots.take(current, member_id, given, set(others))
    audit.record(current, unit_id=current.unit_id)


@action("voting.close_poll")
def close_poll(*, actor: Viewer, at: datetime, poll: Poll, version: int) -> Poll:
    """End an electronic poll and count it; who voted is forgotten.

    With fewer than five ballots nothing is counted: the poll is void, for its totals would speak
    of persons.
    """
    permissions.require_run(actor, poll.unit)
    poll = _locked(poll, version)
    if poll.mode != Mode.ELECTRONIC:
        raise Refused(_("纸质票请登记计票结果。"))
    _go(poll, "close")
    number = ballots.number_cast(poll)
    counters = ballots.empty_box(poll)
    poll.closed_at, poll.closed_by_id = at, actor.user_id
    if number < rules.LEAST_VOTERS:
        poll.state = PollState.CANCELLED
        poll.cancelled_because = _("收到的选票不足 %(least)s 张，不计票") % {
            "least": rules.LEAST_VOTERS
        }
        poll.save()
    else:
        ballots.close_with(poll, timezone.localdate(at), number, number, number)
        poll.save()
        ballots.store_counters(poll, counters)
    audit.record(poll, old={"state": "open"}, new=_said(poll), unit_id=poll.unit_id)
    _tell(poll)
    return poll


@action("voting.record_totals")
def record_totals(
    *,
    actor: Viewer,
    at: datetime,
    poll: Poll,
    version: int,
    held_on: date,
    issued: int,
    collected: int,
    valid: int,
    votes: Votes,
    written_in: Mapping[int, int] | None = None,
) -> Poll:
    """Type in what the tellers counted: ``votes`` by option and mark, ``written_in`` by member.

    Refused when the numbers contradict each other, each message with its field.
    """
    permissions.require_run(actor, poll.unit)
    poll = _locked(poll, version)
    old = poll.state
    if poll.mode != Mode.PAPER:
        raise Refused(_("电子票由系统计票。"))
    _go(poll, "record")
    if held_on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请填实际投票的日期。"), "held_on")
    named = {option.pk for option in poll.options.all()}
    if set(votes) != named:
        raise Refused(_("请给每一项都填上票数。"))
    _refuse_totals(poll, issued, collected, valid, votes, written_in or {})
    ballots.close_with(poll, held_on, issued, collected, valid)
    poll.closed_at, poll.closed_by_id = at, actor.user_id
    poll.save()
    ballots.store_totals(poll, votes, written_in or {})
    audit.record(poll, old={"state": old}, new=_said(poll), unit_id=poll.unit_id)
    _tell(poll)
    return poll


@action("voting.cancel_poll")
def cancel_poll(*, actor: Viewer, at: datetime, poll: Poll, version: int, reason: str) -> Poll:
    """Cancel a poll that is not counted; an open box is destroyed unread."""
    permissions.require_run(actor, poll.unit)
    poll = _locked(poll, version)
    old = poll.state
    if not reason.strip():
        raise Refused(_("请写明作废的原因。"), "reason")
    _go(poll, "cancel")
    if old == PollState.OPEN and poll.mode == Mode.ELECTRONIC:
        ballots.empty_box(poll)
    poll.cancelled_because = reason.strip()
    poll.save()
    audit.record(poll, old={"state": old}, new=_said(poll), unit_id=poll.unit_id)
    return poll


def _locked(poll: Poll, version: int) -> Poll:
    found = Poll.objects.select_for_update(of=("self",)).select_related("unit").get(pk=poll.pk)
    if found.version != version:
        raise Conflict(found)
    return found


def _go(poll: Poll, verb: str) -> None:
    """Move the poll along an edge; Refused when none starts here."""
    if not rules.may(verb, poll.state):
        raise Refused(
            _("这次投票%(state)s，不能再这样操作。") % {"state": poll.get_state_display()}
        )
    poll.state = rules.EDGES[verb][1]
    poll.version += 1


def _refuse_totals(
    poll: Poll, issued: int, collected: int, valid: int, votes: Votes, written_in: Mapping[int, int]
) -> None:
    standing = set(poll.options.exclude(member=None).values_list("member_id", flat=True))
    if standing & set(written_in):
        raise Refused(_("另选他人，请选候选人以外的人。"), "written_in")
    problems = rules.paper_problems(
        should=poll.expected,
        issued=issued,
        collected=collected,
        valid=valid,
        votes=votes,
        written_in=written_in,
        first=poll.first_mark,
        seats=poll.seats,
    )
    words = {
        "issued": (_("发出的票多于应到人数，请核对。"), "issued"),
        "collected": (_("收回的票多于发出的票，这次投票无效，请重新投票。"), "collected"),
        "valid": (_("有效票多于收回的票，请核对。"), "valid"),
        "marks": (_("每一项的各种票数相加应等于有效票数，请核对。"), ""),
        "chosen": (_("赞成票总数多于有效票数乘以应选人数，请核对。"), ""),
        "written_in": (_("另选他人的票数多于有效票数，请核对。"), "written_in"),
    }
    for problem in problems:
        raise Refused(*words[problem])


def _said(poll: Poll) -> dict[str, object]:
    """Return what the log keeps of a poll; never a total, which stands in its own table."""
    return {
        "title": poll.title,
        "state": str(poll.state),
        "mode": str(poll.mode),
        "expected": poll.expected,
        "issued": poll.issued,
        "collected": poll.collected,
        "valid": poll.valid,
        "because": poll.cancelled_because,
    }


def _tell(poll: Poll) -> None:
    days = {poll.held_on} if poll.held_on else set()
    kernel_facts.recorded(facts.HELD, unit_ids={poll.unit_id}, days=days)
