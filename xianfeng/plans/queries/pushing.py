"""Reading what was done for a key task: only what the viewer may see, and no hint of the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import permissions, rules
from xianfeng.plans.enums import PlanKind
from xianfeng.plans.models import Pusher, PushingProject, Task, Tie
from xianfeng.plans.queries.tasks import visible_to
from xianfeng.plans.tying import kinds, page_of
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Did:
    """The facts of one kind that were done for a task and that the viewer may see."""

    kind: FactKind
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """One fact in a list: its key, day, words, unit and page."""

    kind: FactKind
    key: int
    on: date
    words: str
    unit: str
    href: str


def pushers(viewer: Viewer, task: Task) -> QuerySet[Pusher]:
    """Return the units that push a visible task, in the fixed order."""
    found = Pusher.objects.filter(task=task, task__in=visible_to(viewer))
    return found.select_related("unit").order_by("unit__path")


def possible_pushers(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units in the viewer's part that may push a task."""
    return units_queries.visible_to(viewer).filter(abolished_on=None)


def projects_for(viewer: Viewer, task: Task) -> QuerySet[PushingProject]:
    """Return the projects that push a visible task, as far as the viewer sees them."""
    found = PushingProject.objects.filter(task=task, task__in=visible_to(viewer))
    return found.filter(project__in=visible_to(viewer)).select_related("project__lead")


def pushing_projects(viewer: Viewer, task: Task) -> QuerySet[Task]:
    """Return the projects of the viewer's own part that could push a task and do not yet."""
    mine = viewer.within("lead__path", permissions.WRITERS)
    found = Task.objects.filter(mine, plan__kind=PlanKind.PROJECTS).exclude(pushes__task=task)
    return found.exclude(pk=task.pk).select_related("lead").order_by("-plan__year", "pk")


def did(viewer: Viewer, task: Task) -> list[Did]:
    """Return by kind what was done for a visible task: what the viewer may not see is not there."""
    ties = Tie.objects.filter(task=task, task__in=visible_to(viewer))
    keys: dict[str, list[int]] = {}
    for kind_id, key in ties.values_list("kind", "key"):
        keys.setdefault(kind_id, []).append(key)
    found = []
    for kind in kinds():
        seen = kind.visible_to(viewer).filter(pk__in=keys.get(kind.id, []))
        if kept := tuple(seen.order_by("pk").values_list("pk", flat=True)):
            found.append(Did(kind, kept))
    return found


def facts_of(viewer: Viewer, done: Did) -> list[Shown]:
    """Return the facts of one kind for a list, the latest first."""
    rows = done.kind.visible_to(viewer).filter(pk__in=done.keys)
    return _shown(done.kind, rows)


def recent(viewer: Viewer, task: Task, kind: FactKind, day: date) -> list[Shown]:
    """Return what the viewer's own units recorded of a kind lately and not tied to the task."""
    mine = kind.visible_to(viewer).filter(viewer.within(kind.path, permissions.WRITERS))
    since = kind.during(day - timedelta(days=rules.RECENT_DAYS), day)
    tied = Tie.objects.filter(task=task, kind=kind.id).values_list("key", flat=True)
    return _shown(kind, mine.filter(since).exclude(pk__in=list(tied)))[:100]


def own_facts(viewer: Viewer, chosen: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return those of the chosen (kind, key) that units of the viewer's own part recorded."""
    found = set()
    for kind in kinds():
        keys = [key for kind_id, key in chosen if kind_id == kind.id]
        if keys:
            mine = kind.visible_to(viewer).filter(viewer.within(kind.path, permissions.WRITERS))
            held = mine.filter(pk__in=keys).values_list("pk", flat=True)
            found |= {(kind.id, key) for key in held}
    return found


def _shown(kind: FactKind, rows: QuerySet[Any]) -> list[Shown]:
    unit = kind.path.removesuffix("__path")
    found = rows.select_related(*kind.related, unit).order_by(f"-{kind.on}", "-pk")
    return [
        Shown(
            kind,
            row.pk,
            kernel_facts.cell(row, kind.on),
            _words(kind, row),
            str(kernel_facts.cell(row, f"{unit}__name")),
            page_of(kind, kernel_facts.cell(row, kind.page_key)),
        )
        for row in found
    ]


def _words(kind: FactKind, row: Any) -> str:
    """Return what a fact says of itself: the texts of its columns, without days and names twice."""
    unit = f"{kind.path.removesuffix('__path')}__name"
    said = [
        kernel_facts.cell(row, column)
        for _title, column in kind.columns
        if column not in {kind.on, unit}
    ]
    return " ".join(str(each) for each in said if isinstance(each, str) and each) or str(row)
