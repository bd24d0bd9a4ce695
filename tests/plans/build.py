"""Shortest ways to a plan, a task, a node and somebody signed in."""

from datetime import date

from xianfeng.accounts.models import User
from xianfeng.plans.models import Plan, Task, TaskAssistant, TaskNode
from xianfeng.units.models import UnitRole

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def plan(unit, title="任务分解", year=2021):
    return Plan.objects.get_or_create(unit=unit, title=title, year=year)[0]


def task(of, lead, seq, due_on, done_on=None, aspect="政治建设", helpers=(), **fields):
    """Make a task; ``helpers`` are the assisting units."""
    made = Task.objects.create(
        plan=of,
        lead=lead,
        seq=seq,
        due_on=due_on,
        done_on=done_on,
        aspect=aspect,
        title=fields.pop("title", f"任务{seq}"),
        **fields,
    )
    for helper in helpers:
        TaskAssistant.objects.create(task=made, unit=helper)
    return made


def node(of, title="过半", due_on=date(2021, 6, 30), done_on=None):
    return TaskNode.objects.create(task=of, title=title, due_on=due_on, done_on=done_on)


def sign_in(client, role, at):
    """Sign somebody in who holds the role on the unit."""
    user = User.objects.create(username=f"{role}-{at.code}", name="测试人员", password="!")
    UnitRole.objects.create(user=user, unit=at, role=role, from_on=date(2010, 1, 1))
    client.force_login(user, backend=BACKEND)
