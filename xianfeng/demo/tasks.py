"""The year's breakdown of tasks of a fictitious city."""

from datetime import date, timedelta
from random import Random

from xianfeng.demo import words
from xianfeng.demo.city import City
from xianfeng.plans.models import Plan, Task, TaskAssistant, TaskNode
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
    return plan


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
