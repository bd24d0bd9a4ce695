"""What units were asked and typed by month; collection tasks; work groups."""

from xianfeng.burden.models.collections import Collection, Entry, Item, Reply
from xianfeng.burden.models.groups import WorkGroup
from xianfeng.burden.models.meter import BurdenMonth, MeterHead, MonthDerived, Sent, Typed

__all__ = [
    "BurdenMonth",
    "Collection",
    "Entry",
    "Item",
    "MeterHead",
    "MonthDerived",
    "Reply",
    "Sent",
    "Typed",
    "WorkGroup",
]
