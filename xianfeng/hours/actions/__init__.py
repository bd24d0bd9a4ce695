"""Hours written down where something is finished, and certified for who asks."""

from xianfeng.hours.actions.certifying import issue_certificate
from xianfeng.hours.actions.giving import Given, give

__all__ = ["Given", "give", "issue_certificate"]
