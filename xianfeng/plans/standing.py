"""How rows of tasks and nodes stand on a day, in the words of the database."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from xianfeng.plans.enums import ChangeState, TaskState
from xianfeng.plans.models import Change, Task
from xianfeng.plans.rules import SOON_DAYS

SOON = "soon"


def with_due(rows: Any, day: date) -> Any:
    """Annotate tasks or nodes with ``due_then``: the due day that stood on the day looked at.

    Where no change was agreed to after the day, that is the row's own due day, and its index
    serves; else the earliest change after the day says what stood before it.
    """
    moved = Change.objects.filter(state=ChangeState.APPROVED, closed_on__gt=day)
    if not moved.exists():
        return rows.annotate(due_then=F("due_on"))
    own: dict[str, Any] = {"node": OuterRef("pk")}
    if rows.model is Task:
        own = {"task": OuterRef("pk"), "node": None}
    before = moved.filter(**own).order_by("closed_on", "pk").values("old_due")[:1]
    return rows.annotate(due_then=Coalesce(Subquery(before), F("due_on")))


def in_state(state: str, day: date) -> Q:
    """Return the condition for tasks annotated by ``with_due`` to be in a state on a day."""
    done = Q(done_on__isnull=False, done_on__lte=day)
    undone = Q(done_on__isnull=True) | Q(done_on__gt=day)
    if state == SOON:
        return undone & Q(due_then__gte=day, due_then__lte=day + timedelta(days=SOON_DAYS))
    return {
        TaskState.MET: done & Q(done_on__lte=F("due_then")),
        TaskState.LATE: done & Q(done_on__gt=F("due_then")),
        TaskState.OVERDUE: undone & Q(due_then__lt=day),
        TaskState.OPEN: undone & Q(due_then__gte=day),
    }[TaskState(state)]
