"""Shortest ways to a plan, a task, a node and somebody signed in."""

from datetime import date

from xianfeng.accounts.models import User
from xianfeng.plans.models import Change, Digest, Plan, Task, TaskAssistant, TaskNode, Urge
from xianfeng.units.models import UnitRole

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def plan(unit, title="任务分解", year=2021, kind="breakdown"):
    return Plan.objects.get_or_create(unit=unit, title=title, year=year, kind=kind)[0]


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


def change(of, state="asked", closed_on=None, to=date(2021, 9, 30), **fields):
    """Make a change of the day of a task, or of ``node``; approved, the row is not touched."""
    row = fields.get("node") or of
    chosen = {"reason": "汛期停工", "asked_on": date(2021, 2, 1), "old_due": row.due_on} | fields
    return Change.objects.create(
        task=of, old_title=row.title, new_title=row.title, new_due=to,
        state=state, closed_on=closed_on, **chosen,
    )  # fmt: skip


def digest(of, issuer, on, read_on=None):
    """Urge one task on a day."""
    made = Digest.objects.get_or_create(unit=of.lead, on=on, defaults={"issuer": issuer})[0]
    Digest.objects.filter(pk=made.pk).update(read_on=read_on)
    Urge.objects.create(digest=made, task=of, issuer=issuer)
    return made


def sign_in(client, role, at):
    """Sign somebody in who holds the role on the unit."""
    user = User.objects.create(username=f"{role}-{at.code}", name="测试人员", password="!")
    UnitRole.objects.create(user=user, unit=at, role=role, from_on=date(2010, 1, 1))
    client.force_login(user, backend=BACKEND)
