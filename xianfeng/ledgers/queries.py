"""Reading batches: everyone sees their own, the command line sees all."""

from datetime import datetime

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.ledgers import registry
from xianfeng.ledgers.enums import BatchState
from xianfeng.ledgers.models import Batch


def visible_to(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches the viewer took in under a role they still hold, newest first."""
    batches = Batch.objects.order_by("-created_at", "-pk")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return batches
    if viewer.user_id is None:
        return batches.none()
    held = Q(pk__in=[])
    for kind in registry.every():
        units = [grant.unit_id for grant in viewer.grants if grant.role in kind.roles]
        held |= Q(kind=kind.id, unit_id__in=units)
        if kind.places and viewer.places:
            held |= Q(kind=kind.id, unit_id=None)
    return batches.filter(held, user_id=viewer.user_id)


def listed(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches for a list: without the files they hold."""
    return visible_to(viewer).defer("content", "undo", "corrections")


def outlived(viewer: Viewer, before: datetime) -> tuple[QuerySet[Batch], QuerySet[Batch]]:
    """Return the batches left unapplied since before a moment, and the applied ones that hold on.

    The second still hold the file of an import from before that moment.
    """
    batches = visible_to(viewer)
    left = batches.filter(state=BatchState.CHECKED, created_at__lt=before)
    return left, batches.filter(applied_at__lt=before).exclude(content=b"")
