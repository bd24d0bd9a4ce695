"""The meeting that elects: who came, the ballots, what they came to, and fewer seats."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.elections import moving, permissions, rules
from xianfeng.elections.enums import BallotKind, Standing
from xianfeng.elections.models import Absentee, Ballot, Candidate, Election
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.voting import ballots
from xianfeng.voting import queries as voting
from xianfeng.voting import rules as voting_rules
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.models import Poll


@action("elections.meet")
def meet(
    *,
    actor: Viewer,
    at: datetime,
    election: Election,
    version: int,
    on: date,
    excused: Collection[int] = (),
    absent: Collection[int] = (),
    words: str = "",
) -> Election:
    """Record the meeting: ``excused`` are out of the base by approval, ``absent`` just missing.

    Both are keys of members with a vote; everybody else was present. Refused without a quorum.
    """
    permissions.require_own(actor, election.unit)
    election = moving.locked(election, version)
    people = {each.pk for each in voting.entitled(actor, election.unit, on)}
    away, missing = set(excused), set(absent) - set(excused)
    if not away | missing <= people:
        raise Refused(_("名单已有变化，请刷新后重新选择。"))
    if away and not words.strip():
        raise Refused(_("请写明上级同意不计入应到会的批准情况。"), "words")
    should = voting_rules.base(len(people), len(away))
    present = should - len(missing)
    if not voting_rules.quorum(present, should):
        raise Refused(
            _("应到会 %(should)s 人，实到 %(present)s 人；超过五分之四（%(least)s 人）方可选举。")
            % {"should": should, "present": present, "least": voting_rules.quorum_least(should)},
            "absent",
        )
    election.met_on, election.entitled = on, len(people)
    election.excused, election.present = len(away), present
    moving.move(election, "meet", on, timezone.localdate(at), words=words)
    Absentee.objects.bulk_create(
        Absentee(election=election, member_id=member, excused=member in away)
        for member in sorted(away | missing)
    )
    new = moving.said(election, entitled=len(people), excused=len(away), present=present)
    audit.record(election, new=new, unit_id=election.unit_id)
    return election


@action("elections.ballot")
def ballot(
    *, actor: Viewer, at: datetime, election: Election, version: int, mode: Mode
) -> Election:
    """Prepare the next ballot: the first, a run-off of the tied, or one for the open seats."""
    permissions.require_own(actor, election.unit)
    election = moving.locked(election, version)
    last = election.ballots.select_related("poll").last()
    if last and not last.taken and last.poll.state != PollState.CANCELLED:
        raise Refused(_("上一次投票还没有登记结果。"))
    kind, standing = _next_kind(election)
    seats = moving.open_seats(election)
    number = (last.number if last else 0) + 1
    moving.move(election, "ballot", election.met_on or election.started_on, timezone.localdate(at))
    poll = _poll(actor, election, kind, standing, seats, mode)
    Ballot.objects.create(election=election, poll=poll, kind=kind, number=number, seats=seats)
    new = moving.said(election, ballot=number, open_seats=seats, mode=str(mode))
    audit.record(election, new=new, unit_id=election.unit_id)
    return election


@action("elections.count")
def take_result(*, actor: Viewer, at: datetime, election: Election, version: int) -> Election:
    """Take the totals of the last ballot: who is elected, tied or not, by the rules.

    With every seat filled the election goes on; else a further ballot follows, or fewer seats.
    """
    permissions.require_own(actor, election.unit)
    election = moving.locked(election, version)
    last = election.ballots.select_related("poll").last()
    if last is None or last.taken or last.poll.state != PollState.CLOSED:
        raise Refused(_("先结束投票并计票，再登记选举结果。"))
    standing = _stand(election, last)
    last.taken = True
    last.save(update_fields=["taken"])
    filled = moving.open_seats(election) == 0
    on = last.poll.held_on or election.met_on or election.started_on
    moving.move(election, "conclude" if filled else "count", on, timezone.localdate(at))
    audit.record(election, new=moving.said(election, **standing), unit_id=election.unit_id)
    return election


@action("elections.reduce")
def reduce_seats(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, words: str
) -> Election:
    """Have the meeting decide on fewer seats instead of another ballot."""
    permissions.require_own(actor, election.unit)
    election = moving.locked(election, version)
    elected = election.seats - moving.open_seats(election)
    least = rules.least_body(election.committee) if election.kind == "term" else 1
    if not voting_rules.may_reduce(elected, election.seats, least):
        raise Refused(_("当选人数没有接近应选名额，请就不足的名额另行选举。"))
    old = moving.said(election)
    election.seats = elected
    moving.move(election, "reduce", on, timezone.localdate(at), words=words)
    election.candidates.filter(standing=Standing.TIED).update(standing=Standing.LOST)
    audit.record(election, old=old, new=moving.said(election), unit_id=election.unit_id)
    return election


def _next_kind(election: Election) -> tuple[BallotKind, list[Candidate]]:
    everybody = list(election.candidates.select_related("member").order_by("position"))
    if not election.ballots.filter(taken=True).exists():
        return BallotKind.FIRST, everybody
    tied = [each for each in everybody if each.standing == Standing.TIED]
    if tied:
        return BallotKind.RUN_OFF, tied
    return BallotKind.SECOND, [each for each in everybody if each.standing == Standing.LOST]


def _poll(
    actor: Viewer,
    election: Election,
    kind: BallotKind,
    standing: list[Candidate],
    seats: int,
    mode: Mode,
) -> Poll:
    on = election.met_on or election.started_on
    away = set(election.absentees.values_list("member_id", flat=True))
    room = [each.pk for each in voting.entitled(actor, election.unit, on) if each.pk not in away]
    what = _("委员") if election.committee else _("书记")
    title = _("%(unit)s%(what)s%(kind)s") % {
        "unit": election.unit.name, "what": what, "kind": kind.label,
    }  # fmt: skip
    return ballots.draft(
        unit=election.unit,
        purpose=Purpose.ELECTION,
        title=title[:120],
        mode=mode,
        options=[ballots.Choice(each.member.name, each.member_id) for each in standing],
        voters=room,
        expected=election.base,
        seats=seats,
        others=kind != BallotKind.RUN_OFF,
        owner=f"elections:detail/{election.pk}",
    )


def _stand(election: Election, last: Ballot) -> dict[str, list[int]]:
    """Set what came of everybody on the last ballot; returns members' keys by standing."""
    votes: dict[int, int] = {}
    for option in last.poll.options.prefetch_related("counts").order_by("position"):
        first = [one.votes for one in option.counts.all() if one.mark == last.poll.first_mark]
        if option.member_id is not None:
            votes[option.member_id] = sum(first)
    outcome = voting_rules.outcome(votes, election.base, last.seats)
    known = set(election.candidates.values_list("member_id", flat=True))
    place = election.candidates.count()
    for member in sorted(set(votes) - known):
        place += 1
        Candidate.objects.create(
            election=election, member_id=member, position=place, written_in=True
        )
    on_it = election.candidates.filter(member__in=votes)
    on_it.update(standing=Standing.LOST)
    on_it.filter(member__in=outcome.elected).update(standing=Standing.ELECTED)
    on_it.filter(member__in=outcome.tied).update(standing=Standing.TIED)
    return {"elected": list(outcome.elected), "tied": list(outcome.tied)}
