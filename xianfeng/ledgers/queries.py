"""Reading batches: everyone sees their own, the command line sees all."""

from django.db.models import QuerySet

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.ledgers.models import Batch


def visible_to(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches the viewer took in themselves, newest first."""
    batches = Batch.objects.order_by("-created_at", "-pk")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return batches
    if viewer.user_id is None:
        return batches.none()
    return batches.filter(user_id=viewer.user_id)


def listed(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches for a list: without the files they hold."""
    return visible_to(viewer).defer("content", "undo", "corrections")
