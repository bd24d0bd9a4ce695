"""Problems as pages and sheets show them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel.models import AuditEntry
from xianfeng.ledgers.sheets import Heading
from xianfeng.rectification import rules
from xianfeng.rectification.enums import ProblemState
from xianfeng.rectification.models import Problem

HEADINGS = (
    Heading("责任单位", width=28),
    Heading("问题", width=44),
    Heading("来源", width=12),
    Heading("类别", width=8),
    Heading("程度", width=8),
    Heading("提出单位", width=28),
    Heading("发现日期", "date"),
    Heading("整改时限", "date"),
    Heading("整改措施", width=36),
    Heading("责任领导"),
    Heading("责任人"),
    Heading("状态", width=18),
    Heading("报告日期", "date"),
    Heading("销号日期", "date"),
    Heading("屡改屡犯", width=10),
)
VERBS = {
    "rectification.raise_problem": gettext_lazy("提出问题"),
    "rectification.split_problem": gettext_lazy("增加共同整改的单位"),
    "rectification.plan_problem": gettext_lazy("定整改措施"),
    "rectification.answer_problem": gettext_lazy("报整改情况"),
    "rectification.take_answer_back": gettext_lazy("收回整改情况"),
    "rectification.verify_problem": gettext_lazy("核实销号"),
    "rectification.send_problem_back": gettext_lazy("退回"),
    "rectification.reopen_problem": gettext_lazy("重新打开"),
    "rectification.extend_problem": gettext_lazy("延期"),
    "rectification.withdraw_problem": gettext_lazy("撤回问题"),
}
_MARKS = {"answered": "soon", "closed": "met", "withdrawn": "none"}


@dataclass(frozen=True)
class Line:
    """A problem with the mark and the words of how it stood on a day."""

    row: Any
    mark: str
    words: str


@dataclass(frozen=True)
class Number:
    """A number over the ledger with the list that it opens."""

    label: str
    value: int
    href: str


def line(row: Any, day: date) -> Line:
    """Return a problem as it stood: how many days are left, or how many it is past its day."""
    state = getattr(row, "stood", row.state)
    due_on = getattr(row, "due_then", row.due_on)
    if state != "open":
        return Line(row, _MARKS[state], str(ProblemState(state).label))
    if rules.overdue(state, due_on, day):
        return Line(row, "overdue", _("逾期 %(days)s 天") % {"days": (day - due_on).days})
    if due_on == day:
        return Line(row, "open", _("整改中，今天到期"))
    return Line(row, "open", _("整改中，还有 %(days)s 天") % {"days": (due_on - day).days})


def lines(rows: Iterable[Any], day: date) -> list[Line]:
    """Return problems with their states."""
    return [line(row, day) for row in rows]


def cells(rows: Iterable[Any], day: date) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of a sheet, in the order of HEADINGS."""
    for row in rows:
        yield (
            row.unit.name, row.text, str(row.get_source_display()),
            str(row.get_category_display()), str(row.get_severity_display()), row.verifier.name,
            row.found_on, row.due_then, row.measure, row.leader, row.owner,
            line(row, day).words, _until(row.answered_on, day), _until(row.closed_on, day),
            _("是") if row.recurs_id else "",
        )  # fmt: skip


def _until(known: date | None, day: date) -> date | None:
    return known if known and known <= day else None


def figures(found: Mapping[str, int], asked: QueryDict) -> list[list[Number]]:
    """Return the numbers over the ledger, and the ages of the open problems: each opens a list."""
    states = (
        ("overdue", _("逾期未报")), ("answered", _("已报，待核实")), ("open", _("整改中")),
        ("closed", _("已销号")),
    )  # fmt: skip
    ages = (("fresh", _("30 天以内")), ("older", _("31 至 90 天")), ("oldest", _("90 天以上")))
    one = [Number(words, found[name], address(asked, state=name)) for name, words in states]
    again = Number(_("屡改屡犯"), found["recurring"], address(asked, recurring="on"))
    return [
        [*one, again],
        [Number(words, found[name], address(asked, age=name)) for name, words in ages],
    ]


def address(asked: QueryDict, **changed: str) -> str:
    """Return the ledger's address narrowed otherwise; the page starts anew."""
    query = asked.copy()
    for name in ("page", "state", "age", "recurring"):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
    return f"{reverse('rectification:problems')}?{query.urlencode()}"


def pairs(row: Problem) -> list[tuple[str, Any]]:
    """Return what a problem says of itself."""
    return [
        (_("责任单位"), row.unit.name),
        (_("提出和核实单位"), row.verifier.name),
        (_("来源"), row.get_source_display()),
        (_("类别"), row.get_category_display()),
        (_("程度"), row.get_severity_display()),
        (_("发现日期"), row.found_on),
        (_("提出日期"), row.raised_on),
        (_("整改时限"), row.due_on),
        (_("整改措施"), row.measure),
        (_("责任领导"), row.leader),
        (_("责任人"), row.owner),
        (_("报告日期"), row.answered_on),
        (_("销号日期"), row.closed_on),
    ]


def history(entries: Iterable[AuditEntry]) -> list[tuple[datetime, str]]:
    """Return (moment, sentence) of what was written."""
    return [(timezone.localtime(entry.at), _sentence(entry)) for entry in entries]


def _sentence(entry: AuditEntry) -> str:
    verb = VERBS.get(entry.verb, gettext_lazy("批量登记"))
    told = {"name": entry.actor_name, "verb": verb}
    return _("%(name)s %(verb)s") % told


def steps(way: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """Return the crumbs from the ledger on."""
    return [(_("整改台账"), reverse("rectification:problems")), *way]
