"""What problems and orders leave as facts."""

from xianfeng.rectification.facts import orders, problems
from xianfeng.rectification.facts.orders import ORDER, ORDER_CLOSED, ORDERED, RECEIPT
from xianfeng.rectification.facts.problems import ANSWER, DUE, OF_ANSWERS, PROBLEM, STANDING

OF_PROBLEMS = problems.KINDS
OF_ORDERS = orders.KINDS
KINDS = (*OF_PROBLEMS, *OF_ANSWERS, *OF_ORDERS)

__all__ = [
    "ANSWER",
    "DUE",
    "KINDS",
    "OF_ANSWERS",
    "OF_ORDERS",
    "OF_PROBLEMS",
    "ORDER",
    "ORDERED",
    "ORDER_CLOSED",
    "PROBLEM",
    "RECEIPT",
    "STANDING",
]
