"""Whose proposals a viewer may make anew, and the branch to which one points."""

from datetime import date

from django.db.models import QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.service import permissions
from xianfeng.service.models import Request
from xianfeng.service.queries import steps
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place, Unit


def own_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units at which the viewer keeps records."""
    return Unit.objects.filter(path__in=viewer.paths(permissions.WRITERS)).order_by("path")


def own_communities(viewer: Viewer) -> QuerySet[Place]:
    """Return the communities that the viewer works for."""
    return Place.objects.filter(viewer.in_places("pk"), level=GridLevel.COMMUNITY)


def branch(viewer: Viewer, request: Request, key: int, on: date) -> Unit | None:
    """Return a branch in being, for who works for the community of a request."""
    if not viewer.serves(request.community_id):
        return None
    return steps.standing(viewer, on).filter(pk=key).first()
