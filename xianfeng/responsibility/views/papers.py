"""The letter of responsibility (责任书) and the sheets of the half and the year, in Word."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import documents
from xianfeng.responsibility import queries
from xianfeng.responsibility.enums import Half
from xianfeng.responsibility.views.shared import list_of
from xianfeng.ui import http


@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """Send a list as the letter that both sides sign."""
    found = list_of(request, pk)
    title = _("%(year)s年度党建工作责任书（%(kind)s）") % _named(found)
    heads = [_("序号"), _("事项"), _("衡量办法"), _("目标"), _("时限"), _("依据")]
    rows = [
        [item.seq, item.text, item.measure, item.target, item.due_on or _("全年"), _source(item)]
        for item in found.items.all()
    ]
    lines = [
        _("下发单位（盖章）：＿＿＿＿＿＿＿＿"),
        _("责任人签字：＿＿＿＿＿＿＿＿"),
        _("＿＿＿＿年＿＿月＿＿日"),
    ]
    parts: list[documents.Part] = [documents.Pairs(_about(found)), documents.Table(heads, rows)]
    content = documents.paper(title, [*parts, documents.Signature(lines)])
    return documents.attachment(content, f"{title}_{found.unit.name}_{found.member.name}")


@require_safe
def sheet(request: Request, pk: int, half: str) -> HttpResponse:
    """Send the progress of a list at mid-year or for the year."""
    found = list_of(request, pk)
    if half not in Half.values:
        raise Http404
    word = str(Half(half).label)
    title = _("%(year)s年度责任清单落实情况（%(half)s）") % {"year": found.year, "half": word}
    told = queries.sheet(request.viewer, found, http.as_of(request))
    heads = [_("序号"), _("事项"), _("目标"), _("落实情况"), _("说明")]
    rows = [_row(one, half) for one in told]
    lines = [_("责任人签字：＿＿＿＿＿＿＿＿"), _("＿＿＿＿年＿＿月＿＿日")]
    parts: list[documents.Part] = [documents.Pairs(_about(found)), documents.Table(heads, rows)]
    content = documents.paper(title, [*parts, documents.Signature(lines)])
    return documents.attachment(content, f"{title}_{found.unit.name}_{found.member.name}")


def _named(found: Any) -> dict[str, Any]:
    return {"year": found.year, "kind": found.get_kind_display()}


def _about(found: Any) -> list[tuple[str, object]]:
    signed = found.signed_on
    return [
        (_("党组织"), found.unit.name),
        (_("职务"), str(found.get_title_display())),
        (_("责任人"), found.member.name),
        (_("责任"), str(found.get_kind_display())),
        (_("下发单位"), found.issuer.name),
        (_("下发日期"), found.issued_on),
        (_("签收日期"), _("%(day)s（代录）") % {"day": signed} if found.on_behalf else signed),
    ]


def _source(item: Any) -> str:
    return _("%(source)s（地方规则）") % {"source": item.source} if item.local else item.source


def _row(one: Any, half: str) -> list[object]:
    """Return an item's row: what facts say of it, or what was noted at that time."""
    item, note = one.item, getattr(one, half)
    if item.measured:
        said = [one.label, _("%(text)s（由记录得出）") % {"text": one.text}]
    else:
        said = [str(note.get_finding_display()), note.words] if note else [_("还没登记"), ""]
    return [item.seq, item.text, item.target, *said]
