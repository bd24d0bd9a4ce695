"""Reading batches: everyone sees their own, the command line sees all."""

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.ledgers import registry
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
    return batches.filter(held, user_id=viewer.user_id)


def listed(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches for a list: without the files they hold."""
    return visible_to(viewer).defer("content", "undo", "corrections")
