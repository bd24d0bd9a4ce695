"""Model branches, in the fixed order of units."""

from django.db.models import QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.standards.models import ModelBranch
from xianfeng.standards.permissions import READERS


def models_to(viewer: Viewer) -> QuerySet[ModelBranch]:
    """Return the model branches of the viewer's part, those taken back as well."""
    found = ModelBranch.objects.filter(viewer.within("unit__path", READERS))
    return found.select_related("unit", "named_by")
