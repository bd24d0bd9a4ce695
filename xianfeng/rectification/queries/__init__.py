"""Reading problems and orders."""

from xianfeng.rectification.queries.problems import problems_to_verify, problems_waiting

__all__ = ["problems_to_verify", "problems_waiting"]
