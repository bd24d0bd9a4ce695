"""Writing plans: tasks and nodes, done and reopened, changed, waited for, urged and pushed."""

from xianfeng.plans.actions.changing import (
    approve_change,
    ask_change,
    make_change,
    refuse_change,
    withdraw_change,
)
from xianfeng.plans.actions.completing import (
    complete_node,
    complete_task,
    reopen_node,
    reopen_task,
)
from xianfeng.plans.actions.pushing import (
    remove_pusher,
    set_pusher,
    tie_facts,
    tie_project,
    untie_fact,
)
from xianfeng.plans.actions.urging import read_digest, urge_tasks
from xianfeng.plans.actions.waiting import add_wait, remove_wait
from xianfeng.plans.actions.writing import (
    add_node,
    add_project,
    add_task,
    amend_task,
    create_plan,
    remove_node,
    remove_task,
)

__all__ = [
    "add_node",
    "add_project",
    "add_task",
    "add_wait",
    "amend_task",
    "approve_change",
    "ask_change",
    "complete_node",
    "complete_task",
    "create_plan",
    "make_change",
    "read_digest",
    "refuse_change",
    "remove_node",
    "remove_pusher",
    "remove_task",
    "remove_wait",
    "reopen_node",
    "reopen_task",
    "set_pusher",
    "tie_facts",
    "tie_project",
    "untie_fact",
    "urge_tasks",
    "withdraw_change",
]
