"""Reading a branch's reviews, their votes and grades."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer
from xianfeng.reviews import permissions, rules
from xianfeng.reviews.enums import Grade, Step
from xianfeng.reviews.models import Entry, Review
from xianfeng.units import queries as units
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit
from xianfeng.voting import queries as voting
from xianfeng.voting.enums import PollState
from xianfeng.voting.models import Count


def visible_to(viewer: Viewer) -> QuerySet[Review]:
    """Return the reviews of the branches whose staff, or whose superiors' staff, looks."""
    found = Review.objects.filter(viewer.within("unit__path", permissions.READERS))
    return found.select_related("unit", "poll", "recorded_by")


def listed(viewer: Viewer, year: int) -> QuerySet[Review]:
    """Return the reviews of a year in the fixed order of units, never by their results."""
    own = graded(viewer)
    found = visible_to(viewer).filter(year=year).exclude(step=Step.CANCELLED)
    return found.prefetch_related(Prefetch("entries", own)).order_by("unit__path")


def graded(viewer: Viewer) -> QuerySet[Entry]:
    """Return the members of visible reviews, by name."""
    seen = Entry.objects.filter(viewer.within("review__unit__path", permissions.READERS))
    found = seen.select_related("member", "review__unit", "correction")
    return found.order_by("member__name", "pk")


def branches(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the branches for which the viewer may prepare a review."""
    run = viewer.within("path", permissions.RUNNERS)
    return units.in_being(viewer, on).filter(run, kind__in=BRANCH_KINDS)


def people(viewer: Viewer, unit: Unit, on: date) -> dict[int, bool]:
    """Return who is in the branch on a day, and whether on probation, in roster order."""
    found = voting.ranks(viewer, unit, on)
    return {one.pk: one.confirmed_on is None or one.confirmed_on > on for one in found}


def votes(viewer: Viewer, review: Review) -> dict[int, dict[str, int]]:
    """Return entry's key → grade → votes, once counted; nothing to a superior who only reads."""
    own = permissions.reads_words(viewer, review.unit)
    if not own and not permissions.may_run(viewer, review.unit):
        return {}
    if review.poll is None or review.poll.state != PollState.CLOSED:
        return {}
    keys = dict(review.entries.exclude(option=None).values_list("option_id", "pk"))
    found: dict[int, dict[str, int]] = {key: {} for key in keys.values()}
    for one in Count.objects.filter(option__in=keys):
        found[keys[one.option_id]][one.mark] = one.votes
    return found


@dataclass(frozen=True)
class Tally:
    """How many members got which grade; ``excess`` is how many 优秀 are more than a third."""

    grades: tuple[tuple[str, int], ...]
    probationary: int
    ungraded: int
    members: int
    excess: int

    @property
    def most(self) -> int:
        """Return how many 优秀 a third of the members is."""
        return rules.most_excellent(self.members)


def tally(viewer: Viewer, review: Review, entries: Iterable[Entry] | None = None) -> Tally:
    """Return the counts of a review by grade."""
    rows = list(entries if entries is not None else graded(viewer).filter(review=review))
    by = Counter(row.grade for row in rows if not row.probationary)
    probationary = sum(row.probationary for row in rows)
    return Tally(
        grades=tuple((str(grade.label), by[grade.value]) for grade in Grade),
        probationary=probationary,
        ungraded=by[""],
        members=len(rows),
        excess=rules.excess(by[Grade.EXCELLENT], len(rows)),
    )


def meetings(viewer: Viewer, review: Review) -> list[tuple[date, int]]:
    """Return day and page of the meetings recorded as 民主评议 that year, as facts tell."""
    if "life.held" not in {kind.id for kind in facts.every()}:
        return []
    kind = facts.get("life.held")
    span = kind.during(date(review.year, 1, 1), date(review.year + 1, 6, 30))
    held = kind.visible_to(viewer).filter(span, kind.where({"kind": "review"}))
    rows = held.filter(**{kind.unit: review.unit_id}).select_related(*kind.related)
    return [(facts.cell(row, kind.on), facts.cell(row, kind.page_key)) for row in rows]
