"""Changes of day or wording that an imported breakdown makes: kept as the issuer's own change.

Whoever may import a breakdown keeps records of the unit that issued it, so nothing is asked for.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.plans.enums import ChangeState
from xianfeng.plans.models import Task

CHANGE = (
    "task",
    "old_title",
    "new_title",
    "old_due",
    "new_due",
    "reason",
    "asked_on",
    "closed_on",
    "state",
)


def changes_of(rows: Iterable[tuple[Task, str, date]], today: date) -> list[tuple[Any, ...]]:
    """Return the values of CHANGE for tasks (as they stand) whose title or day the sheet moves."""
    reason, state = _("导入更新后的任务分解表"), ChangeState.APPROVED.value
    return [
        (task.pk, task.title, title, task.due_on, due_on, reason, today, today, state)
        for task, title, due_on in rows
        if (task.title, task.due_on) != (title, due_on)
    ]
