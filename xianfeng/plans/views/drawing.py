"""The timeline as a drawing: bars, steps and what waits for what, in units of an SVG canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from xianfeng.plans.models import Task
from xianfeng.plans.views import shown
from xianfeng.plans.views.shown import Line

NAMES, MONTH, ROW, HEAD = 220, 72, 34, 26
COLOURS = {
    "met": "#1d6b3f",
    "open": "#1c4e80",
    "soon": "#8a5200",
    "late": "#6b4f1d",
    "overdue": "#b3261e",
}
SHORT = 15


@dataclass(frozen=True)
class Step:
    """A node: where its diamond stands, and what it says."""

    points: str
    colour: str
    words: str


@dataclass(frozen=True)
class Bar:
    """A task's row: its bar, its steps, and the same in words for the table."""

    line: Line
    label: str
    y: int
    middle: int
    text_y: int
    x: int
    width: int
    colour: str
    steps: list[Step]
    begins: date
    nodes: list[Line]
    waits: str


@dataclass(frozen=True)
class Chart:
    """The whole drawing: its size, months with their x, today, rows, and lines between rows."""

    width: int
    height: int
    months: list[tuple[int, str]]
    today: int | None
    rows: list[Bar]
    links: list[str]


def chart(tasks: Sequence[Task], waits: Sequence[tuple[int, int]], day: date) -> Chart:
    """Return the drawing of tasks with their nodes; ``waits`` are (later, earlier) of the tasks.

    A bar begins on the first day of the year of its plan, or when what it waits for is due.
    """
    if not tasks:
        return Chart(0, 0, [], None, [], [])
    known = {task.pk: task for task in tasks}
    begins = {task.pk: _begin(task, waits, known) for task in tasks}
    first, last = _span(tasks, begins)
    months = _months(first, last)
    rows = [
        _bar(number, task, begins[task.pk], first, day, _waits(task, waits, known))
        for number, task in enumerate(tasks)
    ]
    places = {bar.line.row.pk: bar for bar in rows}
    links = [
        _link(places[earlier], places[later])
        for later, earlier in waits
        if later in places and earlier in places
    ]
    end = NAMES + MONTH * len(months)
    today = _x(day, first) if first <= day and _x(day, first) <= end else None
    height = HEAD + ROW * len(rows) + 6
    return Chart(end + 8, height, _named(months, first), today, rows, links)


def _span(tasks: Sequence[Task], begins: dict[int, date]) -> tuple[date, date]:
    """Return the first day of the first month, and the last day that is drawn."""
    days = [task.due_on for task in tasks] + [*begins.values()]
    days += [node.due_on for task in tasks for node in task.nodes.all()]
    return min(days).replace(day=1), max(days)


def _begin(task: Task, waits: Sequence[tuple[int, int]], known: dict[int, Task]) -> date:
    before = [known[e].due_on for later, e in waits if later == task.pk and e in known]
    begin = max(before, default=date(task.plan.year, 1, 1))
    return min(begin, task.due_on)


def _months(first: date, last: date) -> list[date]:
    months, month = [], first
    while month <= last:
        months.append(month)
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return months


def _named(months: list[date], first: date) -> list[tuple[int, str]]:
    """Return each month's x and name; the first one and each January name their year."""
    short, full = _("%(month)s月"), _("%(year)s.%(month)s月")
    return [
        (
            _x(month, first),
            (full if month.month == 1 or month == first else short)
            % {"month": month.month, "year": month.year},
        )
        for month in months
    ]


def _x(day: date, first: date) -> int:
    """Return the x of a day: months are equally wide, days lie within theirs."""
    months = (day.year - first.year) * 12 + day.month - first.month
    return NAMES + MONTH * months + round(MONTH * (day.day - 1) / 31)


def _bar(number: int, task: Task, begins: date, first: date, day: date, waits: str) -> Bar:
    y = HEAD + ROW * number
    line = shown.line(task, day)
    start, end = _x(begins, first), _x(line.due_on, first)
    nodes = [shown.line(node, day) for node in task.nodes.all()]
    return Bar(
        line=line,
        label=task.title if len(task.title) <= SHORT else f"{task.title[: SHORT - 1]}…",
        y=y + 10,
        middle=y + ROW // 2,
        text_y=y + ROW // 2 + 5,
        x=start,
        width=max(4, end - start),
        colour=COLOURS[line.mark],
        steps=[_step(node, y + ROW // 2, first) for node in nodes],
        begins=begins,
        nodes=nodes,
        waits=waits,
    )


def _step(node: Line, y: int, first: date) -> Step:
    x = _x(node.due_on, first)
    points = f"{x},{y - 7} {x + 7},{y} {x},{y + 7} {x - 7},{y}"
    words = f"{node.row.title} {node.due_on.isoformat()} {node.words}"
    return Step(points, COLOURS[node.mark], words)


def _waits(task: Task, waits: Sequence[tuple[int, int]], known: dict[int, Task]) -> str:
    before = [known[e] for later, e in waits if later == task.pk and e in known]
    return "、".join(f"{each.seq} {each.title}" for each in before)


def _link(earlier: Bar, later: Bar) -> str:
    """Return the points of a line from the end of one bar to the beginning of another."""
    x, to = earlier.x + earlier.width, later.middle
    return f"{x},{earlier.middle} {x + 6},{earlier.middle} {x + 6},{to} {later.x},{to}"
