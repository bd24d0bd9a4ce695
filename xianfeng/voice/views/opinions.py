"""Pages of opinions: giving one from any page, the list with answers, answering."""

from functools import partial
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.ui import http
from xianfeng.voice import actions, permissions, queries
from xianfeng.voice.forms import AnswerForm, FilterForm, OpinionForm
from xianfeng.voice.views.shared import (
    Asked,
    attempt,
    bound,
    one_form,
    own_unit,
    writes_somewhere,
)

BOTH = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    Heading("党组织", width=28),
    Heading("关于", width=12),
    Heading("收到日期", "date"),
    Heading("意见", width=48),
    Heading("提出人", width=14),
    Heading("答复时限", "date"),
    Heading("答复日期", "date"),
    Heading("结果", width=12),
    Heading("答复", width=48),
)


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the opinions the viewer may read, the latest first."""
    form, today = FilterForm(request.GET), clock.today()
    found = queries.listed(request.viewer, today, **form.wanted())
    context = {
        "form": form,
        "page": http.page_of(request, found),
        "today": today,
        "query": request.GET.urlencode(),
        "exports": bool(request.viewer.paths(permissions.READERS)),
    }
    return render(request, "voice/opinions.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the same list as a workbook, for the staff who may read all of it."""
    if not request.viewer.paths(permissions.READERS):
        raise Http404
    form, today, content = FilterForm(request.GET), clock.today(), BytesIO()
    found = queries.listed(request.viewer, today, **form.wanted())
    sheets.write_xlsx(content, HEADINGS, map(partial(_cells, request), found), sheet=_("意见"))
    content.seek(0)
    name = _("意见_%(day)s.xlsx") % {"day": today.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(BOTH)
def give(request: Request) -> HttpResponse:
    """Give an opinion; ``?page=`` is the page it was thought of on."""
    viewer = request.viewer
    if not queries.destinations(viewer):
        raise Http404
    asked = {"page": request.GET.get("page", "")[:200].replace("\0", "")}
    behalf = writes_somewhere(request)
    form = OpinionForm(bound(request), viewer=viewer, on_behalf=behalf, initial=asked)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, partial(_given, request, form), not form.anonymous)
        if answer is not None:
            return answer
    lead = _("对工作或对这个系统，有什么说什么。每条意见都有答复，答复在组织内公开。")
    title = _("提意见")
    way = [(_("意见和答复"), reverse("voice:opinions")), (title, "")]
    page = Asked(title, way, lead, _("提交"))
    return render(request, "voice/form.html", {"form": form, "asked": page})


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one opinion and its answer."""
    found = _found(request, pk)
    context = {
        "row": found,
        "name": _author(request, found),
        "may": permissions.may_write(request.viewer, found.unit),
        "today": clock.today(),
        "way": [(_("意见和答复"), reverse("voice:opinions")), (str(found), "")],
    }
    return render(request, "voice/opinion.html", context)


@require_http_methods(BOTH)
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer an opinion, or put the answer right."""
    found = _found(request, pk)
    own_unit(request, found.unit.code)
    stands = {"outcome": found.outcome, "answer": found.answer}
    form, back = AnswerForm(bound(request), initial=stands), reverse("voice:opinion", args=[pk])

    def act() -> str:
        said = form.cleaned_data
        actions.answer_opinion(actor=request.viewer, at=clock.now(), opinion=found, **said)
        return back

    title = _("答复意见")
    way = [(_("意见和答复"), reverse("voice:opinions")), (str(found), back), (title, "")]
    return one_form(request, form, act, Asked(title, way, found.text, _("答复")))


def _found(request: Request, pk: int) -> Any:
    return get_object_or_404(queries.visible_to(request.viewer, clock.today()), pk=pk)


def _author(request: Request, found: Any) -> str:
    """Return who gave it, for the staff who answer and for the giver alone."""
    if found.anonymous:
        return _("匿名")
    own = found.user_id == request.viewer.user_id and not found.on_behalf
    staff = request.viewer.reaches(found.unit.path, permissions.READERS)
    return found.author_name if own or staff else ""


def _given(request: Request, form: OpinionForm) -> str:
    if form.anonymous:
        actions.give_anonymously(actor=request.viewer, at=clock.now(), **form.given())
        messages.success(request, _("意见已收到，没有保存是谁提的；答复后在这里公开。"))
        return reverse("voice:opinions")
    made = actions.give_opinion(actor=request.viewer, at=clock.now(), **form.given())
    messages.success(request, _("意见已收到，答复后在这里公开。"))
    return reverse("voice:opinion", args=[made.pk])


def _cells(request: Request, row: Any) -> list[Any]:
    return [
        row.unit.name,
        row.get_subject_display(),
        row.received_on,
        row.text,
        _author(request, row),
        row.due_on,
        row.answered_on,
        row.get_outcome_display(),
        row.answer,
    ]
