"""Who may be drawn, with the reason for everybody who may not."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members.enums import PostTitle, Standing
from xianfeng.members.models import Member, Membership, Post
from xianfeng.supervision.enums import Pool, State, Why
from xianfeng.supervision.models import Round, TeamMember, Visit
from xianfeng.supervision.permissions import READERS
from xianfeng.supervision.rules import Candidate, conflict
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

NEXT = "next"
_COMMITTEES = (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)


def people(viewer: Viewer, visit: Visit, pool: str, on: date) -> list[Candidate]:
    """Return the people of a pool by key, each with the reason why they may not visit the unit.

    A candidate holds a post on ``on`` in a unit below the issuer. All their posts, and the branch
    they belong to, count for conflicts, wherever those are.
    """
    if not viewer.reaches(visit.issuer.path, READERS):
        return []
    keys = sorted(set(_pool(visit.issuer, pool, on).values_list("member_id", flat=True)))
    places: dict[int, set[str]] = {key: set() for key in keys}
    for rows in (_held(Post.objects.all(), on), _held(Membership.objects.all(), on)):
        for key, path in rows.values_list("member_id", "unit__path"):
            if key in places:
                places[key].add(path)
    last = _last_team(visit)
    return [
        Candidate(str(key), conflict(visit.unit.path, places[key], key in last)) for key in keys
    ]


def units_to_draw(
    viewer: Viewer, plan_round: Round, kind: str, longest: bool, on: date
) -> list[Candidate]:
    """Return the units of a kind below a plan's unit, by code; those in the round already may not.

    ``NEXT`` stands for the units directly below it, whatever their kind.
    With ``longest`` the day of the last visit comes before the lot: never visited goes first.
    """
    own = plan_round.plan.unit
    if not viewer.reaches(own.path, READERS):
        return []
    found = units_queries.in_being(viewer, on).filter(below("path", own.path))
    found = found.exclude(pk=own.pk).exclude(kind=UnitKind.GROUP)
    found = found.filter(parent=own) if kind == NEXT else found.filter(kind=kind)
    alive = Q(visits_received__state=State.CONFIRMED, visits_received__held_on__lte=on)
    seen = dict(found.order_by().annotate(last=Max("visits_received__held_on", filter=alive))
                .values_list("pk", "last"))  # fmt: skip
    placed = set(plan_round.visits.exclude(state=State.CANCELLED).values_list("unit_id", flat=True))
    return [
        Candidate(
            unit.code,
            Why.PLACED.value if unit.pk in placed else "",
            _written(seen[unit.pk]) if longest else "",
        )
        for unit in found.order_by("code")
    ]


def units_to_choose(viewer: Viewer, plan_round: Round, on: date, every: bool) -> QuerySet[Unit]:
    """Return the units that a round may still name: one level below, or committees and branches."""
    own = plan_round.plan.unit
    found = units_queries.in_being(viewer, on).filter(below("path", own.path))
    found = found.exclude(pk=own.pk).exclude(kind=UnitKind.GROUP)
    placed = plan_round.visits.exclude(state=State.CANCELLED).values("unit")
    found = found.exclude(pk__in=placed)
    return found if every else found.filter(parent=own)


def names_of(viewer: Viewer, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of members by key, for staff: who was drawn, or stood as a candidate."""
    if not viewer.paths(READERS):
        return {}
    wanted = [int(key) for key in keys if key.isdecimal()]
    found = Member.objects.filter(pk__in=wanted).values_list("pk", "name")
    return {str(pk): name for pk, name in found}


def _pool(issuer: Unit, pool: str, on: date) -> QuerySet[Post]:
    held = _held(Post.objects.all(), on).filter(
        below("unit__path", issuer.path),
        member__standing=Standing.NORMAL,
        member__left_on=None,
    )
    held = held.exclude(unit=issuer).exclude(title=PostTitle.GROUP_LEADER)
    if pool == Pool.COMMITTEE:
        return held.filter(unit__kind__in=_COMMITTEES)
    if pool == Pool.FULL_TIME:
        return held.filter(Q(full_time=True) | Q(title=PostTitle.FULL_TIME_DEPUTY))
    return held


def _held[M: Post | Membership](rows: QuerySet[M], on: date) -> QuerySet[M]:
    return rows.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


def _last_team(visit: Visit) -> set[int]:
    """Return who was on the team of the last confirmed visit to the unit, whoever sent it."""
    last = (
        Visit.objects.filter(unit_id=visit.unit_id, state=State.CONFIRMED)
        .exclude(pk=visit.pk)
        .order_by("-held_on", "-pk")
        .first()
    )
    team = TeamMember.objects.filter(visit=last, left_because="")
    return set(team.values_list("member_id", flat=True)) if last else set()


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
