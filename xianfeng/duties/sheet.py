"""Duties as rows of a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from xianfeng.duties.queries import Line
from xianfeng.ledgers.sheets import Heading

HEADINGS = (
    Heading("规则编号", width=24),
    Heading("应办事项", width=24),
    Heading("组织编码"),
    Heading("党组织", width=32),
    Heading("期间", width=10),
    Heading("截止日期", "date"),
    Heading("状态", width=10),
    Heading("红黄牌", width=8),
    Heading("完成日期", "date"),
    Heading("依据", width=36),
)


def rows(lines: Iterable[Line]) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of each duty; what happened after the day looked at is left out."""
    for line in lines:
        duty, done = line.duty, line.state in {"met", "late"}
        yield (
            duty.rule,
            line.what,
            duty.unit.code,
            duty.unit.name,
            duty.period,
            duty.due_on,
            str(line.state.label),
            str(line.card.label) if line.card else "",
            duty.met_on if done else None,
            f"{line.rule.source}{line.rule.article}",
        )
