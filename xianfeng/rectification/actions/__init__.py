"""Writing problems and orders."""

from xianfeng.rectification.actions.carrying import Answered, Contents
from xianfeng.rectification.actions.orders import (
    change_order,
    close_order,
    draft_order,
    issue_order,
    recall_order,
    receive_order,
    reopen_order,
    reply_order,
    send_order_back,
)
from xianfeng.rectification.actions.problems import (
    answer_problem,
    extend_problem,
    plan_problem,
    raise_problem,
    reopen_problem,
    send_problem_back,
    split_problem,
    take_answer_back,
    verify_problem,
    withdraw_problem,
)
from xianfeng.rectification.actions.raising import Finding, raise_found

__all__ = [
    "Answered",
    "Contents",
    "Finding",
    "answer_problem",
    "change_order",
    "close_order",
    "draft_order",
    "extend_problem",
    "issue_order",
    "plan_problem",
    "raise_found",
    "raise_problem",
    "recall_order",
    "receive_order",
    "reopen_order",
    "reopen_problem",
    "reply_order",
    "send_order_back",
    "send_problem_back",
    "split_problem",
    "take_answer_back",
    "verify_problem",
    "withdraw_problem",
]
