"""The year's breakdown of tasks of a fictitious city."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from xianfeng.demo import words
from xianfeng.demo.city import City
from xianfeng.life.models import Meeting
from xianfeng.plans.enums import ChangeState, PlanKind
from xianfeng.plans.models import (
    Change,
    Digest,
    NodeWait,
    Plan,
    Pusher,
    PushingProject,
    Task,
    TaskAssistant,
    TaskNode,
    TaskWait,
    Tie,
    Urge,
)
from xianfeng.units.models import Unit

TASKS = 115


def make_tasks(random: Random, city: City, year: int, today: date) -> Plan:
    """Create a plan of eleven aspects and 115 tasks, most of those due already done."""
    plan = Plan.objects.create(unit=city.root, title=f"{words.CITY}机关党建任务分解", year=year)
    leads = [unit for unit in city.units if unit.parent_id == city.root.pk] or [city.root]
    tasks = [_task(random, plan, number, leads, today) for number in range(1, TASKS + 1)]
    Task.objects.bulk_create(tasks)
    TaskAssistant.objects.bulk_create(
        [
            TaskAssistant(task=task, unit=unit)
            for task in tasks
            for unit in random.sample(leads, min(2, len(leads)))
            if unit.pk != task.lead_id
        ]
    )
    TaskNode.objects.bulk_create(
        [
            TaskNode(
                task=task,
                title="过半",
                due_on=date(year, 6, 30),
                done_on=date(year, 6, 20) if today > date(year, 6, 20) else None,
            )
            for task in tasks
            if task.due_on > date(year, 8, 31) and random.random() < 0.5
        ]
    )
    make_around(Random(plan.year), plan, tasks, leads, today)
    return plan


def make_around(
    random: Random, plan: Plan, tasks: list[Task], leads: list[Unit], today: date
) -> None:
    """Add what stands around the tasks: a project, an order, changes, an urge, a key task."""
    for earlier, later in pairwise(sorted(tasks[:4], key=lambda task: task.due_on)):
        TaskWait.objects.create(later=later, earlier=earlier)
    _changes(random, [task for task in tasks if task.done_on is None], today)
    _urge(plan, tasks, today)
    key = next((task for task in reversed(tasks) if task.done_on is None), tasks[-1])
    key.key_on = date(plan.year, 2, 1)
    key.save(update_fields=["key_on"])
    project = _project(key.lead, plan.year, today)
    PushingProject.objects.create(task=key, project=project)
    for unit, how in zip(
        leads[:2], ("组建党员突击队，每周到现场", "结对共建，解决用工难"), strict=False
    ):
        Pusher.objects.create(task=key, unit=unit, how=how)
    held = Meeting.objects.filter(unit__path__startswith=key.lead.path, state="confirmed")
    Tie.objects.bulk_create(
        Tie(task=key, kind="life.meeting", key=pk)
        for pk in held.order_by("-held_on", "pk").values_list("pk", flat=True)[:5]
    )


def _project(unit: Unit, year: int, today: date) -> Task:
    """Make a project of a unit with three nodes, one after the other."""
    own = Plan.objects.create(unit=unit, title="项目清单", year=year, kind=PlanKind.PROJECTS)
    project = Task.objects.create(
        plan=own, seq=1, aspect="项目", title="“一门式”服务大厅党员先锋岗", lead=unit,
        due_on=date(year, 11, 30),
    )  # fmt: skip
    steps = [("方案", 3), ("开岗", 6), ("评估", 10)]
    nodes = []
    for title, month in steps:
        due_on = date(year, month, 28)
        done_on = due_on - timedelta(days=3) if due_on < today else None
        nodes.append(
            TaskNode.objects.create(task=project, title=title, due_on=due_on, done_on=done_on)
        )
    for earlier, later in pairwise(nodes):
        NodeWait.objects.create(later=later, earlier=earlier)
    return project


def _changes(random: Random, undone: list[Task], today: date) -> None:
    """One change asked for, and one agreed to: the row has the new day, the change the old one."""
    for task, state in zip(undone, (ChangeState.ASKED, ChangeState.APPROVED), strict=False):
        asked_on = min(today, task.due_on) - timedelta(days=20)
        moved = task.due_on + timedelta(days=random.randrange(20, 50))
        Change.objects.create(
            task=task, old_title=task.title, new_title=task.title, old_due=task.due_on,
            new_due=moved, reason="汛期停工，工期顺延", asked_on=asked_on, state=state,
            closed_on=None if state == ChangeState.ASKED else asked_on + timedelta(days=2),
            answer="" if state == ChangeState.ASKED else "同意，不影响年度目标",
        )  # fmt: skip
        if state == ChangeState.APPROVED:
            task.due_on = moved
            task.save(update_fields=["due_on"])


def _urge(plan: Plan, tasks: list[Task], today: date) -> None:
    """Urge what is overdue, in one digest for each unit."""
    late = [task for task in tasks if task.done_on is None and task.due_on < today]
    for task in late:
        if task.lead_id == plan.unit_id:
            continue
        digest, _made = Digest.objects.get_or_create(
            unit=task.lead, on=today, defaults={"issuer": plan.unit}
        )
        Urge.objects.create(digest=digest, task=task, issuer=plan.unit)


def _task(random: Random, plan: Plan, number: int, leads: list[Unit], today: date) -> Task:
    aspect = words.ASPECTS[(number - 1) * len(words.ASPECTS) // TASKS]
    due_on = date(plan.year, 3, 1) + timedelta(days=random.randrange(306))
    done_on = None
    if random.random() < 0.9:
        done_on = due_on + timedelta(days=int(random.triangular(-40, 20, -6)))
    return Task(
        plan=plan,
        seq=number,
        aspect=aspect,
        title=f"{aspect}任务{number}：{random.choice(words.TASK_ENDINGS)}",
        lead=random.choice(leads),
        due_on=due_on,
        done_on=done_on if done_on and done_on <= today else None,
        result="已按要求完成" if done_on and done_on <= today else "",
    )
