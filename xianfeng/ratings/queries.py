"""Reading rounds: those of the viewer's units, and those in which units of theirs are rated."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ratings import boxes, permissions, rules
from xianfeng.ratings.enums import RoundState, SlipState, Stars, Which
from xianfeng.ratings.models import Rated, Remark, Round, Slip, Voice
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Line:
    """A rated unit with its result; ``counts`` are in the order of ``Stars``, the best first.

    ``used`` and ``unused`` slips are known while the round lasts, to the organiser alone. Nothing
    is known of a unit with fewer than ten voices.
    """

    rated: Rated
    used: int
    unused: int
    counts: tuple[int, ...]
    mean: Decimal | None
    remarks: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        """True once the round is closed and the unit got ten voices or more."""
        return self.rated.votes is not None


def visible_to(viewer: Viewer) -> QuerySet[Round]:
    """Return the rounds that the viewer's units organise, and those in which they are rated.

    A draft is seen by those who organise it.
    """
    own = viewer.within("unit__path", permissions.READERS)
    if not own:
        return Round.objects.select_related("unit")  # the operator: the whole tree
    rated = Rated.objects.filter(
        viewer.within("unit__path", permissions.READERS), round=OuterRef("pk")
    )
    announced = ~Q(state=RoundState.DRAFT)
    return Round.objects.filter(own | (announced & Exists(rated))).select_related("unit")


def listed(viewer: Viewer) -> QuerySet[Round]:
    """Return visible rounds, the latest first."""
    return visible_to(viewer).order_by("-pk")


def rated_visible_to(viewer: Viewer) -> QuerySet[Rated]:
    """Return the rated units in the viewer's part, of visible rounds, in the fixed order."""
    seen = viewer.within("unit__path", permissions.READERS)
    found = Rated.objects.filter(seen, round__in=visible_to(viewer))
    return found.select_related("unit", "round__unit").order_by("unit__path")


def lines(viewer: Viewer, held: Round) -> list[Line]:
    """Return the rated units of a round that the viewer may see, in the fixed order of units.

    Four queries, whatever their number. Never sorted by result.
    """
    found = list(rated_visible_to(viewer).filter(round=held))
    keys = [one.pk for one in found if held.state == RoundState.CLOSED and one.votes is not None]
    stars: dict[int, Counter[int]] = {}
    voices = Voice.objects.filter(rated__in=keys).order_by().values_list("rated", "stars")
    for key, number, times in voices.annotate(times=Count("pk")):
        stars.setdefault(key, Counter())[number] = times
    words: dict[int, list[str]] = {}
    for key, text in Remark.objects.filter(rated__in=keys).values_list("rated", "text"):
        words.setdefault(key, []).append(text)
    slips = _slips(viewer, held)
    return [
        Line(
            one,
            slips[one.pk, SlipState.USED],
            slips[one.pk, SlipState.UNUSED],
            tuple(stars.get(one.pk, Counter())[number] for number in Stars.values),
            rules.mean(stars.get(one.pk, Counter())),
            tuple(words.get(one.pk, ())),
        )
        for one in found
    ]


def total(viewer: Viewer, found: Sequence[Line]) -> Line | None:
    """Return the sum of the lines that are shown; None of fewer than two.

    The others are destroyed, so nothing can be subtracted from it to find them.
    """
    shown = [line for line in found if line.is_shown and viewer.reaches(line.rated.unit.path)]
    if len(shown) < 2:
        return None
    counts = tuple(map(sum, zip(*(line.counts for line in shown), strict=True)))
    whole = Rated(votes=sum(counts), made=sum(line.rated.made for line in shown))
    mean = rules.mean(dict(zip(Stars.values, counts, strict=True)))
    return Line(whole, 0, 0, counts, mean, ())


def by_code(viewer: Viewer, code: str) -> Slip | None:
    """Return the slip with this code; whoever holds it may use it, without an account."""
    wanted = rules.normal_code(code)
    if not wanted:
        return None
    found = Slip.objects.filter(pk=boxes.digest(wanted))
    return found.select_related("rated__unit", "rated__round__unit").first()


def organisers(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the units for which the viewer organises rounds: their own, with units below them."""
    own = units_queries.in_being(viewer, on).filter(
        path__in=viewer.paths(permissions.ORGANISERS), kind__in=_ABOVE
    )
    return own.order_by("path")


def rateable(viewer: Viewer, unit: Unit, on: date) -> QuerySet[Unit]:
    """Return the units below a visible unit that may be rated: groups are no units of their own."""
    found = units_queries.in_being(viewer, on).filter(below("path", unit.path))
    return found.exclude(pk=unit.pk).exclude(kind=UnitKind.GROUP)


def chosen(viewer: Viewer, unit: Unit, on: date, which: str, keys: Sequence[int]) -> list[Unit]:
    """Return the units that an organiser means."""
    found = rateable(viewer, unit, on)
    if which == Which.CHILDREN:
        return list(found.filter(parent=unit))
    if which == Which.BRANCHES:
        return list(found.filter(kind__in=BRANCH_KINDS))
    return list(found.filter(pk__in=keys))


def past(viewer: Viewer, on: date) -> QuerySet[Round]:
    """Return the visible rounds that are open after their last day."""
    return visible_to(viewer).filter(state=RoundState.OPEN, until_on__lt=on).order_by("pk")


_ABOVE = (UnitKind.WORKING_COMMITTEE, UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)


def _slips(viewer: Viewer, held: Round) -> Counter[tuple[int, str]]:
    """Return how many slips of each rated unit are in each state; none once the round is over."""
    if held.state not in {RoundState.DRAFT, RoundState.OPEN}:
        return Counter()
    if not permissions.may_organise(viewer, held.unit):
        return Counter()
    found = Slip.objects.filter(rated__round=held).order_by().values_list("rated", "state")
    return Counter({(key, state): times for key, state, times in found.annotate(n=Count("pk"))})
