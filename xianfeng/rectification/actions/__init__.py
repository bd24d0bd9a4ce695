"""Writing problems and orders."""

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
    "Finding",
    "answer_problem",
    "extend_problem",
    "plan_problem",
    "raise_found",
    "raise_problem",
    "reopen_problem",
    "send_problem_back",
    "split_problem",
    "take_answer_back",
    "verify_problem",
    "withdraw_problem",
]
