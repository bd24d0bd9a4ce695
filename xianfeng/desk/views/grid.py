"""The board as a table and as a sheet: marks, n/m, the sentence behind a cell, its list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.desk.views.words import address
from xianfeng.duties.enums import State
from xianfeng.duties.queries import Board, BoardRow, Cell
from xianfeng.kernel.periods import Cycle, Period
from xianfeng.ledgers.sheets import Heading
from xianfeng.plans.queries import Progress
from xianfeng.units.models import Unit

WORDS = {
    State.OVERDUE: gettext_lazy("逾期"),
    State.OPEN: gettext_lazy("进行中"),
    State.LATE: gettext_lazy("逾期完成"),
    State.MET: gettext_lazy("按期"),
    State.NONE: gettext_lazy("本期无"),
    State.WAIVED: gettext_lazy("免办"),
}
AGES = {
    "fresh": gettext_lazy("30 天以内"),
    "older": gettext_lazy("31 至 90 天"),
    "oldest": gettext_lazy("90 天以上"),
}
OVERDUE = gettext_lazy("其中逾期")
LEGEND = [(state.value, word) for state, word in WORDS.items()]


@dataclass(frozen=True)
class CellShown:
    """A cell: its mark, n/m, the sentence, and the address of its list; empty: nothing owed."""

    mark: str = ""
    text: str = ""
    sentence: str = ""
    href: str = ""


@dataclass(frozen=True)
class RowShown:
    """A unit of the board; ``href`` leads to its own board where something stands below it."""

    name: str
    own: bool
    href: str
    cells: list[CellShown]


@dataclass(frozen=True)
class Table:
    """Column heads with their full names, and the rows."""

    heads: list[tuple[str, str]]
    rows: list[RowShown]


@dataclass(frozen=True)
class Aspect:
    """The progress of an aspect's tasks, with the addresses of its lists."""

    progress: Progress
    href: str
    overdue_href: str


@dataclass(frozen=True)
class _Words:
    """What the hundreds of cells of a page share, made once: words, and pieces of addresses."""

    sentence: str
    states: dict[State, str]
    list_href: str
    tails: list[str]


def table(board: Board, as_of: date, kept: str) -> Table:
    """Return the board for the page; ``kept`` is the as-of day as it was asked for."""
    heads = [(head(period), period.title) for period in board.periods]
    more = {"as_of": kept} if kept else {}
    words = _Words(
        _("%(unit)s %(period)s %(rule)s %(tally)s：%(counted)s"),
        {state: str(word) for state, word in WORDS.items()},
        address("duties:list"),
        [urlencode({"year": p.start.year, "period": str(p), **more}) for p in board.periods],
    )
    return Table(heads, [_row(board, row, as_of, kept, words) for row in board.rows])


def head(period: Period) -> str:
    """Return a column's short name: 3月, 一季度, 上半年, 全年."""
    return {
        Cycle.MONTH: f"{period.start.month}月",
        Cycle.QUARTER: f"{'一二三四'[(period.number - 1) % 4]}季度",
        Cycle.HALF: f"{'上下'[(period.number - 1) % 2]}半年",
        Cycle.YEAR: "全年",
    }[period.cycle]


def _row(board: Board, row: BoardRow, as_of: date, kept: str, words: _Words) -> RowShown:
    asked = {"rule": board.rule.id, "year": board.periods[0].start.year, "as_of": kept}
    of_row = urlencode({"unit": row.unit.code, "rule": board.rule.id})
    cells = [
        _cell(board, row, cell, period, as_of, words, f"{words.list_href}?{of_row}&{tail}")
        for cell, period, tail in zip(row.cells, board.periods, words.tails, strict=True)
    ]
    href = address("desk:board", unit=row.unit.code, **asked) if row.opens else ""
    return RowShown(row.unit.name, row.own, href, cells)


def _cell(
    board: Board,
    row: BoardRow,
    cell: Cell | None,
    period: Period,
    as_of: date,
    words: _Words,
    href: str,
) -> CellShown:
    if cell is None:
        begun = period.start <= as_of
        said = _("%(period)s 没有应办的组织") if begun else _("%(period)s 还没有开始")
        return CellShown(text="—" if begun else "", sentence=said % {"period": period.title})
    told = sentence(board, row, cell, period, words)
    return CellShown(str(cell.worst.value), tally(cell), told, href)


def tally(cell: Cell) -> str:
    """Return n/m: how many are done of those owed; 无 where there was nothing this time."""
    return f"{cell.done}/{cell.due}" if cell.due else _("无")


def sentence(board: Board, row: BoardRow, cell: Cell, period: Period, words: _Words) -> str:
    """Return what a cell means, to be read out: whose, when, and how many are in which state."""
    counted = "，".join(
        f"{word} {cell.counts[state]}" for state, word in words.states.items() if cell.counts[state]
    )
    return words.sentence % {
        "unit": row.unit.name,
        "period": period.title,
        "rule": board.rule.title,
        "tally": tally(cell),
        "counted": counted,
    }


def aspects(progress: Iterable[Progress], unit: Unit, kept: str) -> list[Aspect]:
    """Return the progress of aspects, each with its lists."""
    return [
        Aspect(
            each,
            address("plans:list", unit=unit.code, aspect=each.aspect, as_of=kept),
            address("plans:list", unit=unit.code, aspect=each.aspect, state="overdue", as_of=kept),
        )
        for each in progress
    ]


def ages(counted: Iterable[tuple[str, int]], unit: Unit, kept: str) -> list[tuple[str, int, str]]:
    """Return (words, number, address of the list) of open problems by age."""
    return [
        (
            str(AGES.get(name, OVERDUE)),
            number,
            address(
                "rectification:problems", unit=unit.code, as_of=kept,
                **({"age": name} if name in AGES else {"state": name}),
            ),
        )
        for name, number in counted
    ]  # fmt: skip


def title(board: Board, year: int, as_of: date) -> str:
    """Return the title line of the sheet."""
    return _("%(unit)s %(year)s年 %(rule)s（已办/应办，状态以 %(day)s 为准）") % {
        "unit": board.under.name,
        "year": year,
        "rule": board.rule.title,
        "day": as_of.isoformat(),
    }


def headings(board: Board) -> list[Heading]:
    """Return the columns of the sheet."""
    fixed = [Heading(_("组织编码"), width=16), Heading(_("组织"), width=40)]
    return [*fixed, *(Heading(head(period), width=14) for period in board.periods)]


def sheet_rows(board: Board) -> Iterator[list[str]]:
    """Yield the rows of the sheet: the same cells as on the page."""
    for row in board.rows:
        cells = ["—" if cell is None else _sheet_cell(cell) for cell in row.cells]
        yield [row.unit.code, row.unit.name, *cells]


def _sheet_cell(cell: Cell) -> str:
    return f"{tally(cell)} {WORDS[cell.worst]}"
