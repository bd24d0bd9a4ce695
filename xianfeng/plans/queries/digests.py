"""Reading what units were urged to do: their digests, and those not read yet."""

from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.plans import permissions
from xianfeng.plans.models import Digest, Task, Urge
from xianfeng.plans.queries.tasks import visible_to
from xianfeng.units.permissions import STAFF


def digests(
    viewer: Viewer, first: date | None = None, last: date | None = None
) -> QuerySet[Digest]:
    """Return the digests of the viewer's part, the latest first; of a stretch of days if asked."""
    found = Digest.objects.filter(viewer.within("unit__path", permissions.READERS))
    if first is not None:
        found = found.filter(on__gte=first)
    if last is not None:
        found = found.filter(on__lte=last)
    return found.select_related("unit", "issuer").order_by("-on", "unit__path")


def digests_by_month(viewer: Viewer, first: date, last: date) -> list[tuple[int, date, int]]:
    """Return (unit key, first day of the month, number of digests) for what units received."""
    found = digests(viewer, first, last).annotate(month=TruncMonth("on")).order_by()
    counted = found.values("unit", "month").annotate(number=Count("pk"))
    rows = [(row["unit"], row["month"], row["number"]) for row in counted]
    return sorted(rows)


def unread(viewer: Viewer) -> QuerySet[Digest]:
    """Return the digests of the viewer's own units that nobody there has read yet."""
    paths = viewer.paths({*STAFF, OPERATOR_ROLE})
    found = digests(viewer).filter(unit__path__in=paths, read_on=None)
    return found.annotate(tasks=Count("urges"))


def urged(viewer: Viewer, digest: Digest) -> QuerySet[Urge]:
    """Return what a digest holds, as far as the viewer sees the tasks."""
    found = Urge.objects.filter(digest=digest, task__in=visible_to(viewer))
    return found.select_related("task__lead", "task__plan", "issuer").order_by("task__due_on", "pk")


def urges_of(viewer: Viewer, task: Task) -> QuerySet[Urge]:
    """Return when and by whom a visible task was urged, the latest first."""
    found = Urge.objects.filter(task=task, task__in=visible_to(viewer))
    return found.select_related("digest", "issuer").order_by("-digest__on", "-pk")
