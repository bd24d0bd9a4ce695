"""Reading units: every query starts from what the viewer may see."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.units.models import Unit, UnitRole

NOBODY = Viewer(None, "")


def viewer_of(user: AbstractBaseUser | AnonymousUser | Any, on: date) -> Viewer:
    """Return the viewer for a signed-in user with the roles they hold on that day."""
    if not user.is_authenticated:
        return NOBODY
    roles = UnitRole.objects.filter(_covers(on), user_id=user.pk).select_related("unit")
    grants = tuple(
        Grant(held.role, held.unit.path, held.unit_id, held.unit.code, held.unit.name)
        for held in roles
    )
    member = getattr(user, "member", None)
    return Viewer(user.pk, user.name, grants, user.office, member.pk if member else None)


def visible_to(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units at or below one of the viewer's grants, in the fixed order."""
    return Unit.objects.filter(viewer.within("path")).order_by("path")


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
