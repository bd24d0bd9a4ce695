"""Reading plans themselves, and what their lists and forms offer to choose from."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.plans import permissions
from xianfeng.plans.models import Plan, Task
from xianfeng.plans.queries.tasks import visible_to
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit


def plans(viewer: Viewer) -> QuerySet[Plan]:
    """Return the plans that hold a visible task, the latest year first."""
    of_plan = visible_to(viewer).filter(plan=OuterRef("pk"))
    return Plan.objects.filter(Exists(of_plan)).order_by("-year", "pk")


def leads(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units in the viewer's part that lead a task, in the fixed order."""
    led = Task.objects.filter(lead=OuterRef("pk"))
    return units_queries.visible_to(viewer).filter(Exists(led))


def aspects(viewer: Viewer) -> list[str]:
    """Return the aspects of visible tasks in the order of the newest plan."""
    rows = (
        visible_to(viewer).order_by("-plan__year", "plan", "seq").values_list("aspect", flat=True)
    )
    return list(dict.fromkeys(rows))


def visible_plans(viewer: Viewer) -> QuerySet[Plan]:
    """Return the plans of the viewer's part, and those that hold a visible task."""
    own = viewer.within("unit__path", permissions.READERS)
    if not own:
        return Plan.objects.select_related("unit").order_by("-year", "pk")
    of_plan = visible_to(viewer).filter(plan=OuterRef("pk"))
    found = Plan.objects.filter(own | Q(Exists(of_plan)))
    return found.select_related("unit").order_by("-year", "pk")


def issuers(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units for which the viewer writes plans and projects: where they hold a role."""
    own = units_queries.visible_to(viewer).filter(abolished_on=None)
    paths = [path for path in viewer.paths(permissions.WRITERS) if path]
    return own.filter(path__in=paths) if paths else own.filter(viewer.within("path", {"operator"}))


def possible_leads(viewer: Viewer, plan: Plan) -> QuerySet[Unit]:
    """Return the units in the viewer's part that a plan may charge with a task."""
    own = units_queries.visible_to(viewer).filter(abolished_on=None)
    return own.filter(below("path", plan.unit.path))


def aspects_of(viewer: Viewer, plan: Plan) -> list[str]:
    """Return the aspects of a visible plan's tasks, in its own order."""
    rows = visible_to(viewer).filter(plan=plan).order_by("seq").values_list("aspect", flat=True)
    return list(dict.fromkeys(rows))


def sheet(viewer: Viewer, plan: Plan) -> QuerySet[Task]:
    """Return the visible tasks of a plan with all that its official table holds."""
    found = visible_to(viewer).filter(plan=plan).select_related("lead", "plan")
    return found.prefetch_related("assistants__unit", "nodes").order_by("seq")
