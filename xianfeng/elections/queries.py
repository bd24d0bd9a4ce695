"""Reading elections: whose term runs out, what is under way, and how far each one is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.elections import permissions, rules
from xianfeng.elections.enums import Answer, Standing
from xianfeng.elections.models import Absentee, Ballot, Candidate, Election, Shift, Step
from xianfeng.kernel import facts
from xianfeng.kernel.periods import add_months
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member
from xianfeng.units.models import Term
from xianfeng.voting import queries as voting
from xianfeng.voting import rules as voting_rules
from xianfeng.voting.enums import PollState


@dataclass(frozen=True)
class DueTerm:
    """A term that runs out or has run out: days left, and what is under way about it."""

    term: Term
    days: int
    election: Election | None
    shift: Shift | None

    @property
    def mark(self) -> str:
        """Return the mark of its state."""
        return "overdue" if self.days < 0 else "soon"


@dataclass(frozen=True)
class Row:
    """A step of the procedure as a page shows it."""

    verb: str
    taken: tuple[Step, ...]
    now: bool
    mine: bool


def visible_to(viewer: Viewer) -> QuerySet[Election]:
    """Return the elections of units in the viewer's part."""
    found = Election.objects.filter(viewer.within("unit__path"))
    return found.select_related("unit__parent", "unit__agency", "term")


def running(viewer: Viewer, code: str = "") -> QuerySet[Election]:
    """Return the elections under way, in the fixed order of units."""
    found = visible_to(viewer).filter(state__in=rules.RUNNING).order_by("unit__path")
    return found.filter(unit__code=code) if code else found


def finished(viewer: Viewer, code: str = "") -> QuerySet[Election]:
    """Return the elections that are over, the latest first."""
    found = visible_to(viewer).exclude(state__in=rules.RUNNING).order_by("-started_on", "-pk")
    return found.filter(unit__code=code) if code else found


def due_terms(viewer: Viewer, day: date, code: str = "") -> list[DueTerm]:
    """Return the terms that run out within six months or have run out, in the order of units."""
    kind = facts.get("units.term_due")
    last = add_months(day, max(rules.REMIND_MONTHS))
    open_on = Q(relieved_on=None) | Q(relieved_on__gt=day)
    rows = kind.visible_to(viewer).filter(open_on, from_on__lte=day, until_on__lte=last)
    if code:
        rows = rows.filter(unit__code=code)
    rows = rows.select_related("unit").order_by("unit__path")
    by_unit = {one.unit_id: one for one in running(viewer)}
    asked = {one.term_id: one for one in shifts(viewer).filter(answer=Answer.ASKED)}
    return [
        DueTerm(row, (row.until_on - day).days, by_unit.get(row.unit_id), asked.get(row.pk))
        for row in rows
    ]


def shifts(viewer: Viewer) -> QuerySet[Shift]:
    """Return the postponements and advancements of visible units, the latest first."""
    found = Shift.objects.filter(viewer.within("term__unit__path"))
    return found.select_related("term__unit__parent")


def terms(viewer: Viewer) -> QuerySet[Term]:
    """Return the terms of visible units that are running."""
    found = Term.objects.filter(viewer.within("unit__path"), ended_on=None)
    return found.select_related("unit__parent").order_by("-from_on")


def steps(viewer: Viewer, election: Election) -> QuerySet[Step]:
    """Return the steps of a visible election, the first one first."""
    return Step.objects.filter(election__in=visible_to(viewer).filter(pk=election.pk))


def candidates(viewer: Viewer, election: Election) -> QuerySet[Candidate]:
    """Return the candidates of a visible election, in the order of the list."""
    mine = visible_to(viewer).filter(pk=election.pk)
    return Candidate.objects.filter(election__in=mine).select_related("member")


def elected(viewer: Viewer, election: Election) -> QuerySet[Candidate]:
    """Return who was elected so far."""
    return candidates(viewer, election).filter(standing=Standing.ELECTED)


def ballots(viewer: Viewer, election: Election) -> QuerySet[Ballot]:
    """Return the ballots of a visible election, the first one first."""
    mine = visible_to(viewer).filter(pk=election.pk)
    return Ballot.objects.filter(election__in=mine).select_related("poll__unit")


def absentees(viewer: Viewer, election: Election) -> QuerySet[Absentee]:
    """Return who was away from the meeting, to staff of the unit's part."""
    mine = Election.objects.filter(viewer.within("unit__path", permissions.READERS))
    found = Absentee.objects.filter(election__in=mine.filter(pk=election.pk))
    return found.select_related("member").order_by("member__name")


def entitled(viewer: Viewer, election: Election, on: date) -> list[Member]:
    """Return who has a vote, and may be elected, in the unit of a visible election on a day."""
    if not visible_to(viewer).filter(pk=election.pk).exists():
        return []
    return voting.entitled(viewer, election.unit, on)


def totals(viewer: Viewer, election: Election) -> list[tuple[Ballot, list[voting.Line]]]:
    """Return the ballots that were counted with the totals of everybody on them."""
    found = ballots(viewer, election).filter(poll__state=PollState.CLOSED)
    return [(one, voting.results(viewer, one.poll)) for one in found]


def procedure(viewer: Viewer, election: Election) -> list[Row]:
    """Return all steps in order: what was done, what can be done now, and by whom."""
    done: dict[str, list[Step]] = {}
    for step in steps(viewer, election):
        done.setdefault(step.verb, []).append(step)
    now = {verb for verb, _mine in open_verbs(viewer, election)}
    shown = [verb for verb in rules.ORDER if verb != "discuss" or election.party_group]
    return [
        Row(
            verb,
            tuple(done.get(verb, ())),
            verb in now or (verb == "conclude" and bool(now & {"count", "reduce"})),
            permissions.may_step(viewer, election.unit, verb),
        )
        for verb in shown
    ]


def open_verbs(viewer: Viewer, election: Election) -> Iterator[tuple[str, bool]]:
    """Yield (verb, whether the viewer may take it) of the edges that start where it stands."""
    last = ballots(viewer, election).last()
    waiting = last is not None and not last.taken and last.poll.state != PollState.CANCELLED
    for verb, edge in rules.EDGES.items():
        if not rules.may(verb, election.state, party_group=election.party_group):
            continue
        if verb == "conclude" or (verb == "ballot" and waiting):
            continue
        if verb == "count" and not (waiting and last and last.poll.state == PollState.CLOSED):
            continue
        if verb == "reduce" and not may_reduce(viewer, election):
            continue
        yield verb, permissions.may_step(viewer, election.unit, verb) and bool(edge)


def may_reduce(viewer: Viewer, election: Election) -> bool:
    """True when a ballot was counted and the elected come near the number of seats."""
    if not ballots(viewer, election).filter(taken=True).exists():
        return False
    least = rules.least_body(election.committee) if election.kind == "term" else 1
    found = elected(viewer, election).count()
    return voting_rules.may_reduce(found, election.seats, least)
