"""The self-check sheet as a Word document."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import documents
from xianfeng.standards import queries, rules
from xianfeng.standards.views.shared import check_of


@require_safe
def sheet(request: Request, pk: int) -> HttpResponse:
    """Send a check as the sheet that offices file (支部标准化自查表)."""
    check = check_of(request, pk)
    lines = queries.sheet(request.viewer, check, clock.today())
    title = _("%(year)s年度支部标准化自查表") % {"year": check.standard.year}
    content = documents.paper(title, _parts(check, lines))
    return documents.attachment(content, f"{title}_{check.unit.name}")


def _parts(check: Any, lines: list[Any]) -> list[documents.Part]:
    tally = rules.tally(line.reading for line in lines)
    told = {"met": tally.met, "applying": tally.applying}
    parts: list[documents.Part] = [
        documents.Pairs(
            [
                (_("党支部"), check.unit.name),
                (_("对照标准"), str(check.standard)),
                (_("依据"), check.standard.source),
                (_("自查结果"), _("适用 %(applying)s 项，已达标 %(met)s 项") % told),
                (_("提交日期"), check.submitted_on),
                (_("上级核查"), check.checked_on or check.get_state_display()),
                (_("核查意见"), check.opinion),
            ]
        )
    ]
    heads = [_("序号"), _("内容"), _("认定"), _("说明"), _("核查")]
    for group in dict.fromkeys(line.item.group for line in lines):
        rows = [_row(line) for line in lines if line.item.group == group]
        parts += [documents.Heading(group), documents.Table(heads, rows)]
    parts.append(
        documents.Signature([_("党支部书记签字：＿＿＿＿＿＿"), _("＿＿＿＿年＿＿月＿＿日")])
    )
    return parts


def _row(line: Any) -> list[object]:
    answer = line.answer
    said = "；".join(part for part in (line.text, answer.evidence if answer else "") if part)
    checked = _("由记录得出") if line.item.measured else ""
    if answer is not None and answer.agreed is not None:
        checked = _("同意") if answer.agreed else answer.objection
    return [line.item.seq, line.item.text, str(line.reading.label), said, checked]
