"""Duties and cards as rows of a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from xianfeng.duties.queries import CardLine, Line
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


CARD_HEADINGS = (
    Heading("组织编码"),
    Heading("党组织", width=32),
    Heading("规则编号", width=24),
    Heading("应办事项", width=24),
    Heading("期间", width=10),
    Heading("截止日期", "date"),
    Heading("牌", width=8),
    Heading("亮牌日期", "date"),
    Heading("解除日期", "date"),
    Heading("解除原因", width=14),
    Heading("依据", width=36),
)


def card_rows(lines: Iterable[CardLine]) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of each card; what happened after the day looked at is left out."""
    for line in lines:
        given = line.given
        version = line.rule.version_at(given.starts_on)
        yield (
            given.unit.code,
            given.unit.name,
            given.rule,
            line.what,
            given.period,
            given.due_on,
            str(given.get_card_display()),
            given.given_on,
            None if line.lit else given.lifted_on,
            line.lifted,
            version.cards.source if version and version.cards else "",
        )
