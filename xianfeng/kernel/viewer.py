"""Who is looking or acting, and which part of the tree they may reach."""

from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db.models import Q

STEP = 5
_checked: ContextVar[list[str] | None] = ContextVar("checked", default=None)


class Denied(Exception):
    """The viewer may see the thing, and may not do this with it."""


@dataclass(frozen=True)
class Grant:
    """A role on one node of the tree and everything below it."""

    role: str
    path: str
    unit_id: int | None = None
    unit_code: str = ""
    unit_name: str = ""


@dataclass(frozen=True)
class Viewer:
    """A person (or the operator at the command line) with the grants they hold today.

    ``office`` is one of the three administrators' offices ("system", "security", "audit") or "".
    ``places`` are roles outside the tree: what they are on is found by ``unit_id`` alone.
    """

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    office: str = ""
    member_id: int | None = None
    on_behalf: bool = field(default=False)
    places: tuple[Grant, ...] = ()

    def paths(self, roles: Collection[str] | None = None) -> list[str]:
        """Return the paths at which the viewer holds one of the roles (any role when None)."""
        return [g.path for g in self.grants if roles is None or g.role in roles]

    def reaches(self, path: str, roles: Collection[str] | None = None) -> bool:
        """True when the node at ``path`` lies at or below one of the viewer's grants."""
        return any(path.startswith(own) for own in self.paths(roles))

    def within(self, path_field: str, roles: Collection[str] | None = None) -> Q:
        """Return the condition that limits rows to the viewer's part of the tree."""
        paths = self.paths(roles)
        if "" in paths:
            return Q()  # an empty condition would vanish in the disjunction below
        condition = Q(pk__in=[])
        for path in paths:
            condition |= below(path_field, path)
        return condition

    def serves(self, key: int | None) -> bool:
        """True when the viewer holds a role on the place with this key."""
        return self.reaches("", {OPERATOR_ROLE}) or any(g.unit_id == key for g in self.places)

    def in_places(self, key_field: str) -> Q:
        """Return the condition that limits rows to the places the viewer serves."""
        if self.reaches("", {OPERATOR_ROLE}):
            return Q()
        return Q(**{f"{key_field}__in": [grant.unit_id for grant in self.places]})


OPERATOR_ROLE = "operator"


def operator(name: str, on_behalf: bool = False) -> Viewer:
    """Return the viewer of the command line: whoever can read the key and the database file."""
    return Viewer(None, name, (Grant(OPERATOR_ROLE, ""),), on_behalf=on_behalf)


def after(path: str) -> str:
    """Return what sorts after everything below ``path``: paths are digits, and letters follow."""
    return path + "A"


def below(path_field: str, path: str) -> Q:
    """Return the index range of a node and all below it; the empty path is the whole tree."""
    if not path:
        return Q()
    return Q(**{f"{path_field}__gte": path, f"{path_field}__lt": after(path)})


def require(actor: Viewer, roles: Collection[str], path: str) -> None:
    """Check a permission for the action under way; raises Denied.

    The operator at the command line may do whatever a role may do.
    """
    note_check()
    if not actor.reaches(path, {*roles, OPERATOR_ROLE}):
        raise Denied


def require_office(actor: Viewer, office: str) -> None:
    """Check that the actor holds one of the three administrators' offices; raises Denied."""
    note_check()
    if actor.office != office and not actor.reaches("", {OPERATOR_ROLE}):
        raise Denied


def note_check() -> None:
    """Tell the action under way that its permission check was made."""
    checks = _checked.get()
    if checks is not None:
        checks.append("checked")


def require_place(actor: Viewer, key: int | None) -> None:
    """Check that the actor holds a role on the place with this key; raises Denied."""
    note_check()
    if not actor.serves(key):
        raise Denied
