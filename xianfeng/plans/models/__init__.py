"""Plans broken into tasks and nodes; what waits for what; changes, urging, and what was done."""

from xianfeng.plans.models.changes import Change
from xianfeng.plans.models.digests import Digest, Urge
from xianfeng.plans.models.pushing import Pusher, PushingProject, Tie
from xianfeng.plans.models.waiting import NodeWait, TaskWait
from xianfeng.plans.models.work import Plan, Task, TaskAssistant, TaskNode

__all__ = [
    "Change",
    "Digest",
    "NodeWait",
    "Plan",
    "Pusher",
    "PushingProject",
    "Task",
    "TaskAssistant",
    "TaskNode",
    "TaskWait",
    "Tie",
    "Urge",
]
