"""Reading polls: those of the viewer's units, and those in which the viewer may vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members.models import Member, Membership
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit
from xianfeng.voting import ballots, permissions
from xianfeng.voting.enums import PollState, Purpose
from xianfeng.voting.models import Option, Poll, Voter


@dataclass(frozen=True)
class Line:
    """An option with its totals: ``votes`` by mark, in the order of the poll's marks."""

    option: Option
    votes: dict[str, int]

    @property
    def first(self) -> int:
        """Return how many gave the first mark, the one that elects."""
        return next(iter(self.votes.values()), 0)


def visible_to(viewer: Viewer) -> QuerySet[Poll]:
    """Return the polls of the viewer's units, and those whose roll names the viewer.

    A draft is seen by those who run it.
    """
    mine = Voter.objects.filter(poll=OuterRef("pk"), member_id=viewer.member_id or 0)
    run, part = viewer.within("unit__path", permissions.RUNNERS), viewer.within("unit__path")
    if not run or not part:
        return Poll.objects.select_related("unit")  # the operator: the whole tree
    announced = ~Q(state=PollState.DRAFT)
    return Poll.objects.filter(run | (announced & (part | Exists(mine)))).select_related("unit")


def listed(viewer: Viewer) -> QuerySet[Poll]:
    """Return visible polls, the latest first."""
    return visible_to(viewer).order_by("-pk")


def waiting(viewer: Viewer) -> list[Poll]:
    """Return the open polls that wait for the viewer's own ballot."""
    if viewer.member_id is None:
        return []
    mine = Q(voters__member_id=viewer.member_id)
    polls = visible_to(viewer).filter(mine, state=PollState.OPEN).order_by("pk")
    return [poll for poll in polls if not ballots.has_cast(poll, viewer.member_id)]


def options(viewer: Viewer, poll: Poll) -> QuerySet[Option]:
    """Return the lines on the ballot of a visible poll."""
    found = Option.objects.filter(poll__in=visible_to(viewer).filter(pk=poll.pk))
    return found.filter(written_in=False).select_related("member").order_by("position")


def results(viewer: Viewer, poll: Poll) -> list[Line]:
    """Return the totals of a visible poll; none before it is closed."""
    if not permissions.sees_totals(viewer, poll):
        return []
    order = [mark for mark, _ in poll.marks]
    found = Option.objects.filter(poll__in=visible_to(viewer).filter(pk=poll.pk))
    lines = []
    for option in found.prefetch_related("counts").order_by("position"):
        counts = {count.mark: count.votes for count in option.counts.all()}
        lines.append(Line(option, {mark: counts.get(mark, 0) for mark in order}))
    return lines


def others(viewer: Viewer, poll: Poll) -> QuerySet[Member]:
    """Return who may be written in on a ballot: those with a vote who are no candidates."""
    open_to = visible_to(viewer).filter(pk=poll.pk, others=True)
    standing = Option.objects.filter(poll=poll).exclude(member=None).values("member")
    roll = Voter.objects.filter(poll__in=open_to).exclude(member__in=standing)
    return Member.objects.filter(pk__in=roll.values("member")).order_by("name", "pk")


def cast_so_far(viewer: Viewer, poll: Poll) -> int:
    """Return how many ballots a visible poll took, never whose."""
    if not visible_to(viewer).filter(pk=poll.pk).exists():
        return 0
    return ballots.number_cast(poll) if poll.collected is None else poll.collected


def has_voted(viewer: Viewer, poll: Poll) -> bool:
    """True while the poll is open and the viewer's own ballot was taken."""
    return viewer.member_id is not None and ballots.has_cast(poll, viewer.member_id)


def entitled(viewer: Viewer, unit: Unit, on: date) -> list[Member]:
    """Return who votes in a visible unit on a day: full members at or below it, by name.

    Source: 基层组织选举工作条例 5 [V]: full members; those on probation have no vote.
    """
    return _in_ranks(viewer, unit, on, Q(member__confirmed_on__lte=on))


def ranks(viewer: Viewer, unit: Unit, on: date) -> list[Member]:
    """Return all members at or below a visible unit on a day, those on probation included."""
    return _in_ranks(viewer, unit, on, Q())


def electorate(viewer: Viewer, unit: Unit, on: date, purpose: str) -> Sequence[Member]:
    """Return who may vote: full members; all members where only opinions are asked."""
    return (ranks if purpose == Purpose.OPINION else entitled)(viewer, unit, on)


def _in_ranks(viewer: Viewer, unit: Unit, on: date, also: Q) -> list[Member]:
    covers = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
    left = Q(member__left_on=None) | Q(member__left_on__gt=on)
    spells = Membership.objects.filter(
        viewer.within("unit__path", permissions.READERS), covers, left, also,
        below("unit__path", unit.path), member__standing="normal",
    )  # fmt: skip
    found = spells.select_related("member").order_by("member__name", "member")
    return [spell.member for spell in found]


def runnable_units(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the units in being for which the viewer may start a poll."""
    return units_queries.in_being(viewer, on).filter(viewer.within("path", permissions.RUNNERS))


def may_be_written_in(viewer: Viewer, poll: Poll, on: date) -> list[Member]:
    """Return who may be named on a paper ballot beside the candidates of a visible poll."""
    standing = set(options(viewer, poll).values_list("member_id", flat=True))
    if not poll.others:
        return []
    return [each for each in entitled(viewer, poll.unit, on) if each.pk not in standing]
