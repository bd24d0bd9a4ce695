"""What waits for an answer and what an office watches, as a desk shows it: words and one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.desk.queries import Watch, Watched
from xianfeng.desk.queries.rows import Row
from xianfeng.desk.views.words import address, distance
from xianfeng.duties import rulebook
from xianfeng.kernel.periods import parse
from xianfeng.responsibility.enums import Kind
from xianfeng.units.models import Unit

SHOWN = 3
_PAGES = {
    "order": "rectification:order",
    "problem": "rectification:problem",
    "collection": "burden:reply",
    "sign": "responsibility:detail",
    "digest": "plans:digest",
    "dispatch": "service:request",
    "serve": "service:mine",
    "finish": "service:mine",
    "deed": "partners:deed",
    "event": "volunteering:event",
}
_DATED = frozenset({"digest", "deed"})  # their day is when they came, not until when
_OWN = frozenset({"serve", "finish"})  # on one page of the member's own
_BUTTONS = {
    "problem": gettext_lazy("报整改"),
    "collection": gettext_lazy("填报"),
    "sign": gettext_lazy("签字"),
    "digest": gettext_lazy("查看"),
    "dispatch": gettext_lazy("派人"),
    "serve": gettext_lazy("接单"),
    "finish": gettext_lazy("办结"),
    "event": gettext_lazy("答复"),
}
_WATCHED: dict[str, tuple[Any, Any, str]] = {
    "card": (gettext_lazy("黄牌红牌"), gettext_lazy("张"), "duties:cards"),
    "order": (gettext_lazy("待核实的交办单"), gettext_lazy("份"), "rectification:orders"),
    "verify": (gettext_lazy("待核实的问题"), gettext_lazy("个"), "rectification:verify"),
    "change": (gettext_lazy("等您答复的任务调整"), gettext_lazy("件"), "plans:changes"),
}
_ROWS = {
    "order": "rectification:order",
    "verify": "rectification:problem",
    "change": "plans:change",
}
_ASKED: dict[str, dict[str, str]] = {"order": {"box": "verify"}}


@dataclass(frozen=True)
class Answer:
    """One thing to answer: what, who asks, until when, its page, and the word of its button."""

    what: str
    who: str
    words: str
    mark: str
    href: str
    button: str


@dataclass(frozen=True)
class CardShown:
    """One card in force: its colour, for what, whose when it is a group's, and its page."""

    card: str
    what: str
    period: str
    whose: str
    href: str


@dataclass(frozen=True)
class GroupShown:
    """Things of one kind to look at: how many, the address of the list, and the first few."""

    title: str
    total: int
    measure: str
    href: str
    rows: list[Any]


def answers(rows: Iterable[Row], as_of: date) -> list[Answer]:
    """Return what waits for an answer, in the order given."""
    return [_answer(row, as_of) for row in rows]


def cards(rows: Iterable[Row], unit: Unit) -> list[CardShown]:
    """Return cards as lines; ``whose`` names the unit where it is not the desk's own."""
    known = {rule.id: rule.title for rule in rulebook.every()}
    return [
        CardShown(
            row.state,
            known.get(row.text, row.text),
            parse(row.more).title,
            row.who if row.code != unit.code else "",
            address("duties:card", f"{row.text}/{row.code}/{row.more}/{row.key}"),
        )
        for row in rows
    ]


def groups(watch: Watch, unit: Unit, as_of: date, kept: str) -> list[GroupShown]:
    """Return what an office watches, by kind, each with the address of its list."""
    found = [_group(each, unit, kept) for each in watch.groups]
    if watch.asked:
        rows = [_plea(one, as_of) for one in watch.asked[:SHOWN]]
        href = address("duties:requests")
        found.append(GroupShown(_("等您答复的免办和申诉"), len(watch.asked), _("件"), href, rows))
    return found


def _answer(row: Row, as_of: date) -> Answer:
    if row.kind == "order":
        button = _("签收") if row.state == "issued" else _("回复")
    elif row.kind == "deed":
        button = _("确认") if row.state == "done" else _("答复")
    else:
        button = str(_BUTTONS[row.kind])
    return Answer(
        _what(row),
        row.who,
        row.due.isoformat() if row.kind in _DATED else distance(row.due, as_of),
        "overdue" if row.due < as_of and row.kind not in _DATED else "open",
        address(_PAGES[row.kind], *([] if row.kind in _OWN else [row.key])),
        button,
    )


def _what(row: Row) -> str:
    if row.kind == "order":
        return _("交办单：%(title)s") % {"title": row.text}
    if row.kind == "problem":
        return _("问题：%(text)s") % {"text": row.text}
    if row.kind in {"dispatch", *_OWN}:
        return _("服务单：%(text)s") % {"text": row.text}
    if row.kind == "sign":
        told = {"year": row.text, "kind": Kind(row.more).label}
        return _("%(year)s年%(kind)s清单") % told
    if row.kind == "deed":
        return _("实事：%(text)s") % {"text": row.text}
    if row.kind == "event":
        return _("社区提议的活动：%(text)s") % {"text": row.text}
    return _("催办通知") if row.kind == "digest" else row.text


def _group(each: Watched, unit: Unit, kept: str) -> GroupShown:
    title, measure, page = _WATCHED[each.kind]
    more = _ASKED.get(each.kind, {})
    where = {} if each.kind in _ROWS else {"unit": unit.code}
    href = address(page, **where, **more, as_of=kept)
    rows = [_row(row) for row in each.rows]
    return GroupShown(str(title), each.total, str(measure), href, rows)


def _row(row: Row) -> dict[str, str]:
    if row.kind == "card":
        rule = next((rule.title for rule in rulebook.every() if rule.id == row.text), row.text)
        href = address("duties:card", f"{row.text}/{row.code}/{row.more}/{row.key}")
        return {"card": row.state, "what": f"{rule} {parse(row.more).title}", "who": row.who,
                "href": href}  # fmt: skip
    words = _("%(day)s 提出") if row.kind == "change" else _("%(day)s 报来")
    return {
        "mark": "open",
        "words": words % {"day": row.due},
        "what": row.text,
        "who": row.who,
        "href": address(_ROWS[row.kind], row.key),
    }


def _plea(one: Any, as_of: date) -> dict[str, str]:
    days = (as_of - one.plea.asked_on).days
    words = _("等了 %(days)s 天") % {"days": days} if days else _("今天提出")
    what = f"{one.kind}：{one.what} {one.period_title}"
    return {"mark": "open", "words": words, "what": what, "who": one.plea.unit.name,
            "href": one.href}  # fmt: skip
