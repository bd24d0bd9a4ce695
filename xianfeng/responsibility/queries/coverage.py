"""Which posts of a part have their list on a day: who holds them, and how each list stands."""

from dataclasses import dataclass
from datetime import date

from xianfeng.kernel.viewer import Viewer
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import Member, Post
from xianfeng.members.queries import officers
from xianfeng.responsibility import rules
from xianfeng.responsibility.enums import Kind, Standing
from xianfeng.responsibility.models import DutyList
from xianfeng.responsibility.queries.lists import rows_of
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Slot:
    """A post of a unit on a day; without a member it is vacant, without a list it waits for one."""

    unit: Unit
    title: str
    kind: str
    standing: Standing
    member: Member | None = None
    duty_list: DutyList | None = None

    @property
    def label(self) -> str:
        """Return the post's name."""
        return str(PostTitle(self.title).label)

    @property
    def kind_label(self) -> str:
        """Return the name of its kind of list."""
        return str(Kind(self.kind).label)

    @property
    def mark(self) -> str:
        """Return the state's mark."""
        return rules.mark(self.standing)


def coverage(viewer: Viewer, year: int, as_of: date, path: str = "") -> list[Slot]:
    """Return the posts of a part in the fixed order of units, in five queries at any size.

    Somebody with several posts of one kind in a unit has one list.
    """
    lists: dict[int, dict[tuple[str, int], DutyList]] = {}
    for row in rows_of(viewer, year, as_of, path):
        lists.setdefault(row.unit_id, {})[row.kind, row.member_id] = row
    found: list[Slot] = []
    for bench in officers.benches(viewer, as_of, path):
        found += _held(bench.unit, bench.posts, lists.get(bench.unit.pk, {}), as_of)
        for vacancy in bench.vacancies:
            if kind := rules.KIND_OF.get(vacancy.title):
                found.append(Slot(bench.unit, vacancy.title, kind, Standing.VACANT))
    return found


def successors(viewer: Viewer, duty_list: DutyList, on: date) -> list[Member]:
    """Return who holds the post of a list on a day without a list of that kind and year."""
    bench = officers.bench(viewer, duty_list.unit, on)
    standing = rows_of(viewer, duty_list.year, on, duty_list.unit.path)
    has = {r.member_id for r in standing if (r.unit_id, r.kind) == _place(duty_list)}
    holders = [post.member for post in bench.posts if post.title == duty_list.title]
    return [member for member in holders if member.pk not in has]


def _place(duty_list: DutyList) -> tuple[int, str]:
    return duty_list.unit_id, duty_list.kind


def _held(
    unit: Unit, posts: list[Post], lists: dict[tuple[str, int], DutyList], as_of: date
) -> list[Slot]:
    """Return the posts that are held; who waits for a predecessor's list stands with that list."""
    holders: dict[tuple[str, int], Post] = {}
    for post in posts:
        if kind := rules.KIND_OF.get(post.title):
            holders.setdefault((kind, post.member_id), post)
    left = [row for key, row in lists.items() if key not in holders]
    handing = {row.title for row in left if not _closed(row, as_of)}
    found = []
    for key, post in holders.items():
        row = lists.get(key)
        if row is not None or post.title not in handing:
            standing = rules.stand(row, as_of) if row else Standing.MISSING
            found.append(Slot(unit, post.title, key[0], standing, post.member, row))
    for row in left:
        standing = Standing.SIGNED if _closed(row, as_of) else Standing.CHANGED
        found.append(Slot(unit, row.title, row.kind, standing, row.member, row))
    return found


def _closed(row: DutyList, as_of: date) -> bool:
    return row.closed_on is not None and row.closed_on <= as_of
