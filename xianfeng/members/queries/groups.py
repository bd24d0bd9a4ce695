"""Groups (党小组) of branches: who is in which, who leads them, who is in none."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.members import rules
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.members.permissions import READERS
from xianfeng.members.queries.officers import units_in_being
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class BranchLine:
    """A branch with its members and groups; ``wants`` says that groups would be due."""

    unit: Unit
    members: int
    groups: int
    wants: bool


@dataclass(frozen=True)
class Group:
    """A group with its leader and members; ``unit`` None holds those who are in no group."""

    unit: Unit | None
    leader: Member | None
    members: list[Member]

    @property
    def title(self) -> str:
        """Return the name with the number of members."""
        name = self.unit.name if self.unit else _("未编入党小组")
        return _("%(name)s（%(number)s 人）") % {"name": name, "number": len(self.members)}


def overview(viewer: Viewer, on: date, path: str = "") -> list[BranchLine]:
    """Return the branches that have groups, or members enough that they should, in two queries."""
    units = list(units_in_being(viewer, on, path))
    spells = Membership.objects.filter(viewer.within("unit__path", READERS), _covers(on))
    members = dict(spells.order_by().values_list("unit_id").annotate(Count("pk")))
    groups: dict[int | None, int] = {}
    for unit in units:
        if unit.kind == UnitKind.GROUP:
            groups[unit.parent_id] = groups.get(unit.parent_id, 0) + 1
    lines = [
        BranchLine(
            unit,
            members.get(unit.pk, 0),
            groups.get(unit.pk, 0),
            rules.officers.wants_groups(unit.kind, members.get(unit.pk, 0), groups.get(unit.pk, 0)),
        )
        for unit in units
        if unit.kind in BRANCH_KINDS
    ]
    return [line for line in lines if line.groups or line.wants]


def branch_of(viewer: Viewer, code: str, on: date) -> Unit | None:
    """Return a branch whose roll the viewer reads."""
    return units_in_being(viewer, on).filter(code=code, kind__in=BRANCH_KINDS).first()


def groups_of(viewer: Viewer, branch: Unit, on: date) -> list[Group]:
    """Return the groups of a branch with their members, and last those who are in none."""
    rolls = Membership.objects.filter(
        viewer.within("unit__path", READERS), _covers(on), unit=branch
    )
    people = {row.member_id: row.member for row in rolls.select_related("member")}
    units = units_in_being(viewer, on, branch.path).filter(parent=branch, kind=UnitKind.GROUP)
    spells = GroupMembership.objects.filter(_covers(on), unit__parent=branch)
    where = dict(spells.filter(member__in=people).values_list("member_id", "unit_id"))
    leading = Post.objects.filter(
        _covers(on), unit__parent=branch, title=PostTitle.GROUP_LEADER
    ).select_related("member")
    leaders = {post.unit_id: post.member for post in leading}
    found = [Group(unit, leaders.get(unit.pk), _named(people, where, unit.pk)) for unit in units]
    return [*found, Group(None, None, _named(people, where, None))]


def _named(people: dict[int, Member], where: dict[int, int], unit: int | None) -> list[Member]:
    inside = [member for pk, member in people.items() if where.get(pk) == unit]
    return sorted(inside, key=lambda member: (member.name, member.pk))


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
