"""Who holds which post in each unit of a part, which posts are vacant, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members import rules
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import Member, Membership, Post
from xianfeng.members.permissions import READERS
from xianfeng.members.queries.people import visible_to as members_visible_to
from xianfeng.members.rules.setting import Basis
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

RANK = {title: place for place, title in enumerate(PostTitle.values)}


@dataclass(frozen=True)
class Vacancy:
    """A post that should be filled; ``since`` is when the last holder left, None for never held."""

    unit: Unit
    title: str
    since: date | None
    basis: Basis

    @property
    def label(self) -> str:
        """Return the post's name."""
        return str(PostTitle(self.title).label)


@dataclass(frozen=True)
class Bench:
    """The officers (班子) of one unit by rank, and what is vacant."""

    unit: Unit
    posts: list[Post]
    vacancies: list[Vacancy]


def units_in_being(viewer: Viewer, on: date, path: str = "") -> QuerySet[Unit]:
    """Return the units of a part whose rolls the viewer reads, as they stand on a day."""
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    found = Unit.objects.filter(viewer.within("path", READERS), below("path", path))
    return found.filter(standing, established_on__lte=on).order_by("path")


def benches(viewer: Viewer, on: date, path: str = "") -> list[Bench]:
    """Return the officers and vacancies of every unit of a part as of a day, in four queries."""
    units = list(units_in_being(viewer, on, path))
    held: dict[int, list[Post]] = {}
    for post in _held(viewer, on, path):
        held.setdefault(post.unit_id, []).append(post)
    full = _full(viewer, on, path)
    left = _left(viewer, on, path)
    return [_bench(unit, held.get(unit.pk, []), full.get(unit.pk, 0), left) for unit in units]


def bench(viewer: Viewer, unit: Unit, on: date) -> Bench:
    """Return the officers and vacancies of one visible unit."""
    found = {one.unit.pk: one for one in benches(viewer, on, unit.path)}
    return found.get(unit.pk, Bench(unit, [], []))


def history(viewer: Viewer, unit: Unit) -> QuerySet[Post]:
    """Return all posts ever held in exactly this unit, the last one first."""
    rows = Post.objects.filter(viewer.within("unit__path", READERS), unit=unit)
    return rows.select_related("member").order_by("-from_on", "title", "pk")


def named(viewer: Viewer, unit: Unit, name: str, on: date) -> list[Member]:
    """Return the members of that name at or below a unit (a group's are its branch's)."""
    home = unit.parent if unit.kind == UnitKind.GROUP and unit.parent else unit
    spells = Membership.objects.filter(below("unit__path", home.path), _covers(on))
    people = members_visible_to(viewer).filter(name=name, pk__in=spells.values("member_id"))
    return list(people.order_by("pk")[:2])


def _held(viewer: Viewer, on: date, path: str) -> QuerySet[Post]:
    rows = Post.objects.filter(viewer.within("unit__path", READERS), below("unit__path", path))
    return rows.filter(_covers(on)).select_related("member").order_by("from_on", "pk")


def _full(viewer: Viewer, on: date, path: str) -> dict[int, int]:
    spells = Membership.objects.filter(
        viewer.within("unit__path", READERS), below("unit__path", path), _covers(on)
    )
    full = spells.filter(member__confirmed_on__lte=on).order_by()
    return dict(full.values_list("unit_id").annotate(Count("pk")))


def _left(viewer: Viewer, on: date, path: str) -> dict[tuple[int, str], date]:
    """Return when each post was left last, by unit and title."""
    rows = Post.objects.filter(viewer.within("unit__path", READERS), below("unit__path", path))
    ended = rows.filter(until_on__lte=on).order_by().values_list("unit_id", "title")
    return {(unit, title): day for unit, title, day in ended.annotate(Max("until_on"))}


def _bench(unit: Unit, held: Iterable[Post], full: int, left: dict[tuple[int, str], date]) -> Bench:
    posts = sorted(held, key=lambda post: RANK[post.title])
    titles = {post.title for post in posts}
    vacancies = [
        Vacancy(unit, title, left.get((unit.pk, title)), rules.officers.basis(unit.kind))
        for title in rules.officers.required(unit.kind, full)
        if title not in titles
    ]
    return Bench(unit, posts, vacancies)


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
