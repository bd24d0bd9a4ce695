"""Reading units: every query starts from what the viewer may see."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from xianfeng.accounts import queries as accounts
from xianfeng.accounts.models import User
from xianfeng.kernel import facts, figures
from xianfeng.kernel.viewer import OPERATOR_ROLE, Grant, Viewer, below
from xianfeng.units import rules
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Agency, Term, Unit, UnitRole
from xianfeng.units.permissions import MANAGERS, STAFF, is_security

NOBODY = Viewer(None, "")


def viewer_of(user: Any, on: date) -> Viewer:
    """Return the viewer for a signed-in user with the roles they hold on that day.

    An administrator's office reads no business data: no role counts beside it.
    """
    if not user.is_authenticated:
        return NOBODY
    held = UnitRole.objects.none() if user.office else UnitRole.objects.filter(_covers(on))
    grants = tuple(
        Grant(one.role, one.unit.path, one.unit_id, one.unit.code, one.unit.name)
        for one in held.filter(user_id=user.pk).select_related("unit").order_by("unit__path")
    )
    member = getattr(user, "member", None)
    return Viewer(user.pk, user.name, grants, user.office, member.pk if member else None)


def visible_to(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units at or below one of the viewer's grants, in the fixed order."""
    return Unit.objects.filter(viewer.within("path")).order_by("path")


def in_being(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the visible units that stand on that day."""
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    return visible_to(viewer).filter(standing, established_on__lte=on)


def levels(viewer: Viewer, on: date, depth: int, at: Unit | None = None) -> QuerySet[Unit]:
    """Return ``depth`` levels of the visible tree from ``at``, or from the viewer's own tops."""
    starts = [at.path] if at else rules.tops(viewer.paths())
    condition = Q(pk__in=[])
    for path in starts:
        top = path or "0" * rules.STEP
        deepest = len(top) + rules.STEP * (depth - 1)
        condition |= below("path", path) & Q(length__lte=deepest)
    measured = in_being(viewer, on).annotate(length=Length("path"))
    return measured.filter(condition).select_related("agency")


def search(viewer: Viewer, words: str, on: date) -> QuerySet[Unit]:
    """Return the visible units whose code begins with the words or whose name holds them."""
    found = Q(code__istartswith=words) | Q(name__contains=words) | Q(agency__name__contains=words)
    return in_being(viewer, on).filter(found).select_related("agency")


def ancestors(viewer: Viewer, unit: Unit) -> list[Unit]:
    """Return the visible units above a unit, the topmost first."""
    return list(visible_to(viewer).filter(path__in=rules.ancestors(unit.path)))


@dataclass(frozen=True)
class TreeRow:
    """A unit in the tree; ``members`` (it and below) is None for a group and without a roster."""

    unit: Unit
    indent: str
    units: int
    members: int | None


def tree_rows(viewer: Viewer, units: Sequence[Unit], on: date) -> list[TreeRow]:
    """Return the units with the numbers below them, in three queries whatever their number."""
    if not units:
        return []
    paths = dict(in_being(viewer, on).values_list("pk", "path"))
    standing = rules.climbed(dict.fromkeys(paths.values(), 1))
    everyone = members_below(viewer, paths, on)
    least = min(unit.depth for unit in units)

    def members(unit: Unit) -> int | None:
        told = unit.kind != UnitKind.GROUP and viewer.reaches(unit.path, {*STAFF, OPERATOR_ROLE})
        return everyone[unit.path] if told else None

    return [
        TreeRow(unit, "\u3000" * min(unit.depth - least, 8), standing[unit.path] - 1, members(unit))
        for unit in units
    ]


def members_below(viewer: Viewer, paths: dict[int, str], on: date) -> Counter[str]:
    """Return the members at and below each path: aggregated per unit, then climbed."""
    found = figures.split(viewer, figures.get("org.members"), "unit", on, on)
    return rules.climbed({paths[pk]: int(number) for pk, number in found if pk in paths})


def children(viewer: Viewer, unit: Unit, on: date) -> QuerySet[Unit]:
    """Return the visible units directly below one, as they stand on that day."""
    return in_being(viewer, on).filter(parent=unit).select_related("agency")


def agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Return the agencies a manager may set a unit up in: their part's and unused ones, by name."""
    managed = Unit.objects.filter(viewer.within("path", {*MANAGERS, OPERATOR_ROLE}))
    known = Q(units=None) | Q(pk__in=managed.values("agency"))
    found = Agency.objects.filter(known).order_by("name").distinct()
    return found if viewer.paths({*MANAGERS, OPERATOR_ROLE}) else found.none()


def officers(viewer: Viewer, unit: Unit, on: date) -> list[Any]:
    """Return the posts held in a visible unit on a day, by rank: rows of ``members.post``."""
    kind = facts.get("members.post")
    held = kind.visible_to(viewer).filter(kind.as_of(on), **{kind.unit: unit.pk})
    found = list(held.select_related(*kind.related).order_by("from_on", "pk"))
    titles = [value for value, _ in found[0]._meta.get_field("title").choices] if found else []
    return sorted(found, key=lambda row: titles.index(row.title))


def terms(viewer: Viewer, unit: Unit) -> QuerySet[Term]:
    """Return the terms of a unit, the latest first; none of a unit that is not visible."""
    return Term.objects.filter(viewer.within("unit__path"), unit=unit).order_by("-from_on")


def role_holders(viewer: Viewer, unit: Unit, on: date) -> QuerySet[UnitRole]:
    """Return the roles held on exactly this unit on that day, for staff of its part."""
    seen = viewer.within("unit__path", {*STAFF, OPERATOR_ROLE})
    held = UnitRole.objects.filter(seen, _covers(on), unit=unit)
    return held.select_related("user").order_by("role", "user__name")


def groups(viewer: Viewer, branch: Unit, on: date) -> QuerySet[Unit]:
    """Return the groups (党小组) of a visible branch."""
    return in_being(viewer, on).filter(parent=branch, kind=UnitKind.GROUP)


def roles_visible_to(viewer: Viewer) -> QuerySet[UnitRole]:
    """Return all roles on units to the security administrator, none to anybody else."""
    every = UnitRole.objects.select_related("user", "unit").order_by("unit__path", "role", "pk")
    return every if is_security(viewer) else every.none()


def roles_named(viewer: Viewer, words: str) -> QuerySet[UnitRole]:
    """Return the roles of people, or on units, that the words name; all when there are none."""
    found = roles_visible_to(viewer)
    if not words:
        return found
    person = Q(user__username=words) | Q(user__name__contains=words)
    return found.filter(person | Q(unit__code__istartswith=words))


def grantable_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units on which the security administrator may give a role."""
    units = Unit.objects.order_by("path")
    return units if is_security(viewer) else units.none()


def grantable_users(viewer: Viewer) -> QuerySet[User]:
    """Return whom the security administrator may give a role: people without an office."""
    people = accounts.visible_to(viewer).filter(is_active=True, office="")
    return people if is_security(viewer) else people.none()


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
