"""Examples of the addresses of plans, and facts that their figures count."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of
from tests.plans.build import change, digest, node, plan, task
from tests.units.build import NOW
from xianfeng.life.models import Meeting
from xianfeng.plans.models import Pusher, Tie

EXAMPLES = {
    "plans/timeline/": Example(STAFF),
    "plans/urge/": Example(SIGNED_IN, posted=True, answer=302),
    "plans/new/": Example(PART, refused=(200, 404)),
    "plans/projects/new/": Example(PART, refused=(200, 404)),
    "plans/plan/<int:pk>/": of(PART, "plan"),
    "plans/plan/<int:pk>/sheet": of(PART, "plan"),
    "plans/plan/<int:pk>/add/": of(PART, "plan"),
    "plans/changes/": Example(STAFF),
    "plans/changes/<int:pk>/": of(PART, "plan_change"),
    "plans/digests/": Example(STAFF),
    "plans/digests/<int:pk>/": of(PART, "digest"),
    "plans/<int:pk>/change/": of(PART, "key_task"),
    "plans/<int:pk>/amend/": of(PART, "key_task"),
    "plans/<int:pk>/remove/": of(PART, "key_task"),
    "plans/<int:pk>/node/": of(PART, "key_task"),
    "plans/<int:pk>/wait/": of(PART, "key_task"),
    "plans/<int:pk>/pusher/": of(PART, "key_task"),
    "plans/<int:pk>/project/": of(PART, "key_task"),
    "plans/<int:pk>/tie/": of(PART, "key_task"),
    "plans/<int:pk>/did/<str:kind>/": Example(PART, {"pk": "key_task", "kind": "=life.meeting"}),
    "plans/nodes/<int:pk>/change/": of(PART, "key_node"),
    "plans/nodes/<int:pk>/remove/": of(PART, "key_node"),
    "plans/nodes/<int:pk>/wait/": of(PART, "key_node"),
}


def furnish(*, a, b, member, people):
    """Make a key task of A with a node, a change, an urge, who pushes it, and what was done."""
    own = plan(a, "专属计划")
    key = task(own, a, 1, date(2021, 5, 1), title="专属重点任务", key_on=date(2021, 1, 5))
    Pusher.objects.create(task=key, unit=a, how="专属办法")
    meeting = Meeting.objects.create(
        unit=a, kind="theme_day", held_on=date(2021, 3, 9), title="专属会议", state="confirmed",
        recorded_at=NOW, confirmed_at=NOW,
    )  # fmt: skip
    Tie.objects.create(task=key, kind="life.meeting", key=meeting.pk)
    return {
        "plan": own.pk,
        "key_task": key.pk,
        "key_node": node(key, "专属节点", date(2021, 4, 1)).pk,
        "plan_change": change(key, reason="专属原因").pk,
        "digest": digest(key, a.parent or a, date(2021, 3, 1)).pk,
    }


def count(*, root, committee, first, second, beside):
    """Finish a project that was changed, is a key task, and was urged: no task of a breakdown."""
    projects = plan(first, "项目清单", kind="projects")
    own = task(
        projects, first, 1, date(2021, 4, 30), date(2021, 4, 1), "项目", key_on=date(2021, 1, 5)
    )
    change(own, state="approved", closed_on=date(2021, 2, 3))
    digest(own, committee, date(2021, 3, 1))
