"""A report on participation on paper, as a workbook, and as plain values."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel.periods import Period
from xianfeng.ledgers import documents, sheets
from xianfeng.ledgers.documents import Heading, Pairs, Paragraph, Part, Signature, Table
from xianfeng.members.models import Member
from xianfeng.participation.queries.sheets import Item, Sheet, Word
from xianfeng.units.models import Unit

HEADINGS = (
    sheets.Heading("部分", width=18),
    sheets.Heading("项目", width=24),
    sheets.Heading("数值", width=12),
    sheets.Heading("单位", width=8),
    sheets.Heading("日期", "date"),
    sheets.Heading("内容", width=60),
)


def title(about: Unit | Member, period: Period) -> str:
    """Return what a report is called."""
    said = {"name": about.name, "period": period.title}
    return _("%(name)s%(period)s参与社区服务情况报告") % said


def of_unit(unit: Unit, period: Period, sheet: Sheet) -> bytes:
    """Return a unit's report as .docx."""
    parts: list[Part] = [_lead(sheet)]
    for heading, items in sheet.sections:
        parts.append(Heading(heading))
        parts += _section(items)
    parts.append(Heading(_("社区意见")))
    parts += _words(sheet.words)
    report = sheet.report
    if report and report.signed_on:
        signer = report.signed_by.name if report.signed_by else ""
        signed = _("签署：%(name)s") % {"name": signer} if signer else _("已签署")
        parts.append(Signature([unit.name, signed, _written(report.signed_on)]))
    else:
        parts.append(Signature([unit.name, _("书记签字：＿＿＿＿＿＿"), _("＿＿年＿＿月＿＿日")]))
    return documents.paper(title(unit, period), parts)


def of_member(member: Member, branch: Unit | None, period: Period, sheet: Sheet) -> bytes:
    """Return a member's report as .docx."""
    parts: list[Part] = [
        Pairs([(_("姓名"), member.name), (_("所在党支部"), branch.name if branch else "")])
    ]
    parts.append(_lead(sheet))
    for _heading, items in sheet.sections:
        parts.append(Heading(_("参与服务的记录")))
        parts += _section(items)
    parts.append(Heading(_("社区意见")))
    parts += _words(sheet.words)
    return documents.paper(title(member, period), parts)


def workbook(unit: Unit, period: Period, sheet: Sheet) -> BytesIO:
    """Return a unit's report as a workbook: a row for each number and for what is shown of it."""
    content = BytesIO()
    sheets.write_xlsx(content, HEADINGS, _cells(sheet), title=title(unit, period))
    content.seek(0)
    return content


def plain(unit: Unit, period: Period, sheet: Sheet) -> dict[str, Any]:
    """Return a unit's report as plain values, for one JSON document."""
    return {
        "unit": unit.code,
        "period": str(period),
        "from": sheet.first,
        "to": sheet.last,
        "signed_on": sheet.report.signed_on if sheet.report else None,
        "figures": [
            {"id": item.figure, "value": item.value, "measure": item.measure}
            for _title, items in sheet.sections
            for item in items
        ],
        "opinions": [
            {
                "community": word.community.name,
                "verdict": word.opinion.verdict if word.opinion else None,
                "text": word.opinion.text if word.opinion else None,
                "said_on": word.opinion.said_on if word.opinion else None,
            }
            for word in sheet.words
        ],
    }


def _lead(sheet: Sheet) -> Paragraph:
    text = _(
        "本报告由系统按%(first)s至%(last)s的登记汇总，没有另外填报；"
        "报到、联系、结对以最后一天为准。"
    )
    return Paragraph(text % {"first": _written(sheet.first), "last": _written(sheet.last)})


def _section(items: list[Item]) -> Iterator[Part]:
    said = "；".join(_number(item) for item in items)
    yield Paragraph(f"{said}。")
    rows = [(item.title, day, what) for item in items for day, what in item.happened]
    if rows:
        yield Table([_("项目"), _("日期"), _("内容")], rows)
    for item in items:
        if item.more:
            more = _("%(title)s另有 %(number)s 条，见系统中的清单。")
            yield Paragraph(more % {"title": item.title, "number": item.more})


def _number(item: Item) -> str:
    if item.value is None:
        return _("%(title)s未登记") % {"title": item.title}
    return f"{item.title} {item.value} {item.measure}"


def _words(words: list[Word]) -> Iterator[Part]:
    if not words:
        yield Paragraph(_("这一年没有报到或联系的社区。"))
        return
    rows = [
        (
            word.community.name,
            word.opinion.get_verdict_display() if word.opinion else _("未填写"),
            word.opinion.text if word.opinion else "",
            word.opinion.said_on if word.opinion else None,
        )
        for word in words
    ]
    yield Table([_("社区"), _("意见"), _("说明"), _("日期")], rows)


def _cells(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    for heading, items in sheet.sections:
        for item in items:
            yield heading, item.title, item.value, item.measure, None, ""
            for on, what in item.happened:
                yield heading, item.title, None, "", on, what
    for word in sheet.words:
        opinion = word.opinion
        said = f"{opinion.get_verdict_display()} {opinion.text}".strip() if opinion else _("未填写")
        day = opinion.said_on if opinion else None
        yield _("社区意见"), word.community.name, None, "", day, said


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
