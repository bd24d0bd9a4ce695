"""Reading development: every query starts from the people whose branch the viewer sees."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from xianfeng.development.enums import Outcome, StageName
from xianfeng.development.models import (
    Candidate,
    Deadline,
    Paper,
    Quota,
    StepPerson,
    StepRecord,
    StepVersion,
)
from xianfeng.development.permissions import DECIDERS, READERS
from xianfeng.development.rules import steps
from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer, after, below
from xianfeng.members import queries as members
from xianfeng.members.models import Member
from xianfeng.units import queries as units
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

_MILESTONES = (
    (StageName.FILED, steps.ARCHIVED),
    (StageName.CONFIRMED, None),
    (StageName.PROBATION, steps.APPROVAL),
    (StageName.ACCEPTANCE, steps.BRANCH_REVIEW),
    (StageName.TARGET, steps.TARGET),
    (StageName.ACTIVIST, steps.ACTIVIST),
)


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty narrows nothing. ``path`` is a unit and all below it."""

    name: str = ""
    path: str = ""
    stage: str = ""
    due: str = ""


@dataclass(frozen=True)
class Use:
    """A quota with how much of it is used and left."""

    quota: Quota
    used: int

    @property
    def left(self) -> int:
        """Return how many may still be accepted; negative when more were."""
        return self.quota.number - self.used


def visible_to(viewer: Viewer) -> QuerySet[Candidate]:
    """Return the people in development whose branch lies in the viewer's part of the tree."""
    return Candidate.objects.filter(viewer.within("unit__path", READERS))


def complete(viewer: Viewer) -> QuerySet[Candidate]:
    """Return the same with unit and records, as a page or the rules need them."""
    records = StepRecord.objects.prefetch_related(
        Prefetch("people", StepPerson.objects.select_related("member"))
    )
    found = visible_to(viewer).select_related("unit", "unit__agency", "member")
    return found.prefetch_related(Prefetch("records", records))


def listed(viewer: Viewer, wanted: Wanted, on: date) -> QuerySet[Candidate]:
    """Return people for a list, in the fixed order of units, then by name."""
    found = complete(viewer).filter(below("unit__path", wanted.path))
    if wanted.name:
        found = found.filter(name__contains=wanted.name)
    if wanted.due == "overdue":
        late = Deadline.objects.filter(candidate=OuterRef("pk"), done_on=None, due_on__lt=on)
        found = found.filter(Exists(late))
    return found.filter(_at_stage(wanted.stage)).order_by("unit__path", "name", "pk")


def counts(viewer: Viewer, path: str = "") -> Counter[str]:
    """Return how many people stand at each stage."""
    found = visible_to(viewer).filter(below("unit__path", path))
    made: Counter[str] = Counter()
    for stage in StageName:
        made[stage.value] = found.filter(_at_stage(stage.value)).count()
    return made


def _at_stage(stage: str) -> Q:
    """Return the condition for a stage: its milestone is reached and no later one.

    Nothing asked for means everybody still on the way.
    """
    if stage == StageName.ENDED:
        return Q(ended_on__isnull=False)
    result = Q(ended_on=None)
    if not stage:
        return result & ~_reached(StageName.FILED, steps.ARCHIVED)
    for name, step in _MILESTONES:
        if name == stage:
            return result & _reached(name, step)
        result &= ~_reached(name, step)
    return result


def _reached(name: str, step: int | None) -> Q:
    if name == StageName.CONFIRMED:
        return Q(member__confirmed_on__isnull=False)
    stood = StepRecord.objects.filter(candidate=OuterRef("pk"), step=step or 0)
    return Q(Exists(stood.exclude(outcome__in=[Outcome.RETURNED, Outcome.POSTPONED])))


def open_deadlines(viewer: Viewer, path: str, until: date) -> QuerySet[Deadline]:
    """Return what is due up to a day and not done, of people the viewer sees, by due day."""
    seen = Deadline.objects.filter(candidate__in=visible_to(viewer), done_on=None)
    found = seen.filter(below("candidate__unit__path", path), due_on__lte=until)
    return found.select_related("candidate", "candidate__unit", "unit").order_by("due_on", "pk")


def deadlines_of(viewer: Viewer, ids: Sequence[int]) -> dict[int, list[Deadline]]:
    """Return the open limits of people, by person, the nearest first."""
    found: dict[int, list[Deadline]] = {}
    own = Deadline.objects.filter(candidate__in=visible_to(viewer), done_on=None)
    for one in own.filter(candidate_id__in=list(ids)).order_by("due_on", "pk"):
        found.setdefault(one.candidate_id, []).append(one)
    return found


def deadlines(viewer: Viewer, candidate: Candidate) -> list[Deadline]:
    """Return all limits of one visible person, by due day."""
    own = Deadline.objects.filter(candidate__in=visible_to(viewer).filter(pk=candidate.pk))
    return list(own.select_related("unit").order_by("due_on", "pk"))


def papers(viewer: Viewer, candidate: Candidate) -> list[Paper]:
    """Return the papers at hand of one visible person."""
    own = Paper.objects.filter(candidate__in=visible_to(viewer).filter(pk=candidate.pk))
    return list(own.order_by("step", "pk"))


def versions(viewer: Viewer, record: StepRecord) -> list[StepVersion]:
    """Return the earlier versions of a visible record, the last one first."""
    own = StepVersion.objects.filter(record__candidate__in=visible_to(viewer), record=record)
    return list(own)


def records(viewer: Viewer) -> QuerySet[StepRecord]:
    """Return the records of visible people."""
    found = StepRecord.objects.filter(candidate__in=visible_to(viewer))
    return found.select_related("candidate", "candidate__unit", "candidate__unit__agency")


def branches(viewer: Viewer, on: date) -> list[Unit]:
    """Return the visible branches in which people are developed, in the fixed order."""
    found = units.in_being(viewer, on).filter(viewer.within("path", READERS), kind__in=BRANCH_KINDS)
    return list(found.order_by("path"))


def full_members(viewer: Viewer, unit: Unit, on: date) -> QuerySet[Member]:
    """Return the full members of a visible branch on a day, by name."""
    spells = members.spells_visible_to(viewer, on).filter(unit=unit)
    found = Member.objects.filter(pk__in=spells.values("member"), confirmed_on__lte=on)
    return found.order_by("name", "pk")


def quotas(viewer: Viewer, year: int) -> list[Use]:
    """Return the quotas of a year of the units the viewer sees, each with its use."""
    seen = viewer.within("unit__path", READERS)
    found = Quota.objects.filter(seen, year_begins=date(year, 1, 1)).select_related("unit")
    kind = facts.get("members.accepted")
    during = kind.during(date(year, 1, 1), date(year, 12, 31))
    joined = kind.visible_to(viewer).filter(during).values_list(kind.path, flat=True)
    paths = sorted(joined)
    return [
        Use(quota, bisect_left(paths, after(quota.unit.path)) - bisect_left(paths, quota.unit.path))
        for quota in found.order_by("unit__path")
    ]


def quota_for(viewer: Viewer, unit: Unit, year: int) -> Use | None:
    """Return the nearest quota that binds a visible branch in a year, or None.

    It may stand above what the viewer sees: how much of it is left is told to those it binds.
    """
    if not visible_units(viewer).filter(pk=unit.pk).exists():
        return None
    above = [unit.path[:length] for length in range(5, len(unit.path) + 1, 5)]
    found = Quota.objects.filter(unit__path__in=above, year_begins=date(year, 1, 1))
    quota = found.select_related("unit").order_by("-unit__path").first()
    return Use(quota, _accepted(quota.unit.path, year)) if quota else None


def visible_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose people in development the viewer sees."""
    return units.visible_to(viewer).filter(viewer.within("path", READERS))


def quota_units(viewer: Viewer, on: date) -> list[Unit]:
    """Return the units for which the viewer sets quotas: those below a unit they manage."""
    found = units.in_being(viewer, on).filter(viewer.within("path", DECIDERS))
    own = set(viewer.paths(DECIDERS))
    kinds = {"committee", "general_branch", "working_committee", *BRANCH_KINDS}
    rows = found.filter(kind__in=kinds).order_by("path")
    return [one for one in rows if len(one.path) == 5 or one.path not in own]


def _accepted(path: str, year: int) -> int:
    kind = facts.get("members.accepted")
    during = kind.during(date(year, 1, 1), date(year, 12, 31))
    return kind.rows().filter(below(kind.path, path), during).count()
