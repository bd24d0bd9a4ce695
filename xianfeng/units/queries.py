"""Reading units: every query starts from what the viewer may see."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from xianfeng.accounts import queries as accounts
from xianfeng.accounts.models import User
from xianfeng.kernel import facts, figures
from xianfeng.kernel.places import Days, History
from xianfeng.kernel.viewer import OPERATOR_ROLE, Grant, Viewer, below
from xianfeng.units import rules
from xianfeng.units.enums import GridLevel, UnitKind
from xianfeng.units.facts import STATE
from xianfeng.units.models import Agency, Place, PlaceRole, Term, Unit, UnitRole, UnitState
from xianfeng.units.permissions import MANAGERS, STAFF, is_security

NOBODY = Viewer(None, "")
COMMUNITY_WORKER = "community_worker"


def viewer_of(user: Any, on: date) -> Viewer:
    """Return the viewer for a signed-in user with the roles they hold on that day.

    An administrator's office reads no business data: no role counts beside it.
    """
    if not user.is_authenticated:
        return NOBODY
    held = () if user.office else _held(user.pk, on)
    grants = tuple(grant for grant in held if grant.role != COMMUNITY_WORKER)
    places = tuple(grant for grant in held if grant.role == COMMUNITY_WORKER)
    member = getattr(user, "member", None)
    key = member.pk if member else None
    return Viewer(user.pk, user.name, grants, user.office, key, places=places)


def _held(user_id: int, on: date) -> list[Grant]:
    """Return the roles of a person on units and on communities, in the fixed order: one query."""
    text = CharField()
    on_units = UnitRole.objects.filter(_covers(on), user_id=user_id).order_by()
    on_places = PlaceRole.objects.filter(_covers(on), user_id=user_id).order_by()
    rows = on_units.values_list(
        "role", "unit__path", "unit_id", "unit__code", "unit__name"
    ).union(
        on_places.values_list(
            Value(COMMUNITY_WORKER, text), Value("", text), "place_id", Value("", text),
            "place__name",
        ),
        all=True,
    )  # fmt: skip
    return [Grant(*row) for row in sorted(rows, key=lambda row: (row[1], row[2], row[0]))]


def visible_to(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units at or below one of the viewer's grants, in the fixed order."""
    return Unit.objects.filter(viewer.within("path")).order_by("path")


def named(viewer: Viewer, said: str, roles: frozenset[str] | None = None) -> Unit | None:
    """Return the visible unit of that code, or the one uppermost among those so named, or None.

    Words that name units in several parts of the tree name none. ``roles`` narrows to the parts in
    which the viewer holds one of them.
    """
    found = visible_to(viewer)
    if roles is not None:
        found = found.filter(viewer.within("path", roles))
    so_named = found.filter(name__contains=said)
    first = found.filter(code=said).first()
    if first or not said:
        return first
    first = so_named.first()
    if first is None or so_named.exclude(path__startswith=first.path).exists():
        return None
    return first


def in_being(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the visible units that stand on that day."""
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    return visible_to(viewer).filter(standing, established_on__lte=on)


def stood(viewer: Viewer, on: date, history: History) -> QuerySet[UnitState]:
    """Return what the viewer's units were on a day, those that have left since among them."""
    days = Days(on, on, events=False)
    return history.seen(STATE, viewer, days).filter(STATE.as_of(on)).order_by("path")


def then(states: Iterable[UnitState]) -> list[Unit]:
    """Return the units of stretches, each named, placed and of the kind that it was then."""
    found = []
    for state in states:
        unit = state.unit
        unit.name, unit.kind, unit.path = state.name, state.kind, state.path
        unit.agency = state.agency
        found.append(unit)
    return found


def levels(
    viewer: Viewer, on: date, history: History, depth: int, at: UnitState | None = None
) -> QuerySet[UnitState]:
    """Return ``depth`` levels of the tree of a day from ``at``, or from the viewer's own tops."""
    seen = stood(viewer, on, history).annotate(length=Length("path"))
    starts = [at.path] if at else _tops(viewer, on)
    condition = Q(pk__in=[])
    for path in starts:
        top = path or "0" * rules.STEP
        deepest = len(top) + rules.STEP * (depth - 1)
        condition |= below("path", path) & Q(length__lte=deepest)
    return seen.filter(condition).select_related("unit", "agency")


def _tops(viewer: Viewer, on: date) -> list[str]:
    """Return where the viewer's own tops stood on a day."""
    own = rules.tops(viewer.paths())
    if all(len(path) <= rules.STEP for path in own):
        return own  # the whole tree, or a root: neither ever moves
    here = UnitState.objects.filter(STATE.as_of(on), unit__path__in=own)
    return rules.tops(here.values_list("path", flat=True))


def state_of(viewer: Viewer, unit: Unit, on: date) -> UnitState | None:
    """Return what a visible unit was on a day, or None when it did not stand."""
    seen = UnitState.objects.filter(viewer.within("unit__path"), STATE.as_of(on), unit=unit)
    return seen.select_related("unit", "agency").first()


def search(viewer: Viewer, words: str, on: date, history: History) -> QuerySet[UnitState]:
    """Return what units were on a day whose code begins with the words or whose name holds them."""
    found = Q(unit__code__istartswith=words) | Q(name__contains=words)
    found |= Q(agency__name__contains=words)
    return stood(viewer, on, history).filter(found).select_related("unit", "agency")


@dataclass(frozen=True)
class Stretch:
    """One entry of a unit's history: from which day, and what it became."""

    day: date
    text: str


def stretches(viewer: Viewer, unit: Unit) -> list[Stretch]:
    """Return the history of a visible unit, the latest first."""
    seen = UnitState.objects.filter(viewer.within("unit__path"), unit=unit)
    states = list(seen.select_related("agency").order_by("from_on"))
    above = {state.path[: -rules.STEP] for state in states}
    parents = list(UnitState.objects.filter(path__in=above).order_by("from_on"))
    found: list[Stretch] = []
    for before, state in zip([None, *states], states, strict=False):
        found.append(Stretch(state.from_on, "；".join(_became(before, state, parents))))
    if states and states[-1].until_on is not None:
        found.append(Stretch(states[-1].until_on, _("撤销")))
    return found[::-1]


def _became(before: UnitState | None, state: UnitState, parents: list[UnitState]) -> list[str]:
    kind = state.get_kind_display()
    if before is None:
        return [_("成立：%(name)s（%(kind)s）") % {"name": state.name, "kind": kind}]
    told = []
    if before.name != state.name:
        told.append(_("由「%(old)s」更名为「%(new)s」") % {"old": before.name, "new": state.name})
    if before.kind != state.kind:
        told.append(_("改设为%(kind)s") % {"kind": kind})
    if before.agency_id != state.agency_id and state.agency:
        told.append(_("转到%(agency)s") % {"agency": state.agency.name})
    old, new = _above(before, parents), _above(state, parents)
    if new is not None and (old is None or old.unit_id != new.unit_id):
        told.append(_("移到「%(parent)s」之下") % {"parent": new.name})
    return told or [_("随上级调整")]


def _above(state: UnitState, parents: list[UnitState]) -> UnitState | None:
    """Return what stood above a unit when a stretch of it began."""
    path = state.path[: -rules.STEP]
    begun = [one for one in parents if one.path == path and one.from_on <= state.from_on]
    return begun[-1] if begun else None


def ancestors(viewer: Viewer, unit: Unit) -> list[Unit]:
    """Return the visible units above a unit, the topmost first."""
    return list(visible_to(viewer).filter(path__in=rules.ancestors(unit.path)))


def ancestors_then(viewer: Viewer, path: str, on: date, history: History) -> list[Unit]:
    """Return the visible units that stood above a path on a day, the topmost first."""
    above = stood(viewer, on, history).filter(path__in=rules.ancestors(path))
    return then(above.select_related("unit", "agency"))


@dataclass(frozen=True)
class TreeRow:
    """A unit in the tree; ``members`` (it and below) is None for a group and without a roster."""

    unit: Unit
    indent: str
    units: int
    members: int | None


def tree_rows(viewer: Viewer, units: Sequence[Unit], on: date, history: History) -> list[TreeRow]:
    """Return the units with the numbers below them, in three queries whatever their number."""
    if not units:
        return []
    paths = dict(stood(viewer, on, history).order_by().values_list("unit", "path"))
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


def children(viewer: Viewer, path: str, on: date, history: History) -> list[Unit]:
    """Return the visible units that stood directly below a path on a day."""
    within = stood(viewer, on, history).annotate(length=Length("path")).filter(below("path", path))
    return then(within.filter(length=len(path) + rules.STEP).select_related("unit", "agency"))


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


def place_roles_visible_to(viewer: Viewer) -> QuerySet[PlaceRole]:
    """Return all roles on communities to the security administrator, none to anybody else."""
    every = PlaceRole.objects.select_related("user", "place").order_by("place", "user__name", "pk")
    return every if is_security(viewer) else every.none()


def grantable_places(viewer: Viewer) -> QuerySet[Place]:
    """Return the communities for which the security administrator may let somebody work."""
    places = Place.objects.filter(level=GridLevel.COMMUNITY).order_by("pk")
    return places if is_security(viewer) else places.none()


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
