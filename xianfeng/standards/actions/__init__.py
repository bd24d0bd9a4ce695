"""Writing standards, checks, plans and model branches."""

from xianfeng.standards.actions.checks import (
    begin_check,
    confirm,
    reopen,
    save_answers,
    send_back,
    submit,
    take_back,
)
from xianfeng.standards.actions.editions import (
    add_item,
    add_items,
    copy_edition,
    create_standard,
    publish,
    remove_item,
    withdraw,
)
from xianfeng.standards.actions.exemplars import name_model, take_back_model
from xianfeng.standards.actions.goals import (
    add_goal,
    complete_goal,
    drop_goal,
    make_plan,
    reopen_goal,
)

__all__ = [
    "add_goal",
    "add_item",
    "add_items",
    "begin_check",
    "complete_goal",
    "confirm",
    "copy_edition",
    "create_standard",
    "drop_goal",
    "make_plan",
    "name_model",
    "publish",
    "remove_item",
    "reopen",
    "reopen_goal",
    "save_answers",
    "send_back",
    "submit",
    "take_back",
    "take_back_model",
    "withdraw",
]
