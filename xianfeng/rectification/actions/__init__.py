"""Writing problems and orders."""

from xianfeng.rectification.actions.raising import raise_found

__all__ = ["raise_found"]
