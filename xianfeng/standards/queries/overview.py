"""A standard over its branches: who is where, what is met, and which items are not yet."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from xianfeng.kernel.viewer import Viewer
from xianfeng.standards import rules
from xianfeng.standards.enums import CheckState, Reading
from xianfeng.standards.models import Check, Item, Standard
from xianfeng.standards.queries.checks import Line, checks_to
from xianfeng.standards.queries.measures import measures


@dataclass(frozen=True)
class Row:
    """A branch: its check, how many items are met, and the lines that are not yet or disputed."""

    check: Check
    tally: rules.Tally
    lines: list[Line]

    @property
    def missing(self) -> list[Line]:
        """Return the items not yet met, and those that the superior does not agree with."""
        return [line for line in self.lines if line.reading is Reading.NOT_YET or line.disputed]


@dataclass(frozen=True)
class Overview:
    """Rows in the fixed order of units: no sum over branches, no rank."""

    items: list[Item]
    rows: list[Row]
    page: Page[Check]


def overview(
    viewer: Viewer,
    standard: Standard,
    as_of: date,
    state: str = "",
    page: int | str = 1,
    size: int = 50,
) -> Overview:
    """Return the branches of a standard; ``state`` narrows to checks in it.

    The number of queries does not grow with the number of branches. Facts are those of ``as_of``.
    """
    found = checks_to(viewer, standard).prefetch_related("answers")
    if state in CheckState.values:
        found = found.filter(state=state)
    shown = Paginator(found, size).get_page(page)
    items, checks = list(standard.items.all()), list(shown.object_list)
    measured = measures(viewer, standard, items, [check.unit for check in checks], as_of)
    rows = []
    for check in checks:
        answers = {answer.item_id: answer for answer in check.answers.all()}
        lines = [
            Line.of(item, measured.get((item.pk, check.unit_id)), answers.get(item.pk))
            for item in items
        ]
        rows.append(Row(check, rules.tally(line.reading for line in lines), lines))
    return Overview(items, rows, shown)
