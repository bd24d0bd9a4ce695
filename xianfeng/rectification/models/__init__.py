"""Problems with their answers and history, and orders that carry them."""

from xianfeng.rectification.models.orders import Order
from xianfeng.rectification.models.problems import Answer, Extension, Problem, ProblemSpell

__all__ = ["Answer", "Extension", "Order", "Problem", "ProblemSpell"]
