"""The ledger of problems, raising one, and verifying several."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.rectification import actions, permissions
from xianfeng.rectification.actions import Finding
from xianfeng.rectification.forms.problems import ProblemFilterForm, RaiseForm, SplitForm
from xianfeng.rectification.queries import problems as queries
from xianfeng.rectification.views import shown
from xianfeng.ui import http

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOTH = ["GET", "HEAD", "POST"]
_SAID = ("source", "category", "severity", "text", "found_on", "due_on")


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the ledger, filtered, in the fixed order of units, with its numbers."""
    form, day = ProblemFilterForm(request.GET, request.viewer), http.as_of(request)
    wanted = form.wanted()
    page = http.page_of(request, queries.listed(request.viewer, wanted, day))
    states, ages = shown.figures(queries.numbers(request.viewer, wanted, day), request.GET)
    context = {
        "form": form,
        "day": day,
        "page": page,
        "lines": shown.lines(page.object_list, day),
        "states": states,
        "ages": ages,
        "narrowed": bool(form.cleaned_data and any(form.cleaned_data.values())),
        "may_raise": bool(request.viewer.paths(permissions.WRITERS)),
        "query": request.GET.urlencode(),
    }
    return render(request, "rectification/problems.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the ledger as it is narrowed, as a workbook."""
    day, content = http.as_of(request), BytesIO()
    wanted = ProblemFilterForm(request.GET, request.viewer).wanted()
    rows = queries.listed(request.viewer, wanted, day).iterator(chunk_size=2000)
    sheets.write_xlsx(content, shown.HEADINGS, shown.cells(rows, day), sheet=_("整改台账"))
    content.seek(0)
    name = _("整改台账_%(day)s.xlsx") % {"day": day.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(BOTH)
def create(request: Request) -> HttpResponse:
    """Ask for a problem; posted, raise it."""
    _refuse_who_records_nowhere(request)
    data = request.POST if request.method == "POST" else None
    form = RaiseForm(data, request.viewer, initial={"found_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _raised(request, form.cleaned_data))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except Denied:
            form.add_error("unit", _("这个问题不能由您这样提出，请核对责任单位、来源和核实单位"))
    way = shown.steps([(_("提出问题"), "")])
    return render(request, "rectification/raise.html", {"form": form, "way": way})


@require_http_methods(BOTH)
def verify(request: Request) -> HttpResponse:
    """Show what waits to be verified; posted, close those that are ticked."""
    found = queries.problems_to_verify(request.viewer, clock.today())
    if request.method == "POST":
        ticked = [key for key in request.POST.getlist("problem")[:500] if _is_key(key)]
        chosen = found.filter(pk__in=ticked)
        return http.post_once(request, lambda: _verified(request, list(chosen)))
    page = http.page_of(request, found.prefetch_related("answers"))
    context = {
        "page": page,
        "lines": shown.lines(page.object_list, clock.today()),
        "way": shown.steps([(_("待我核实"), "")]),
    }
    return render(request, "rectification/verify.html", context)


@require_http_methods(BOTH)
def split(request: Request, pk: int) -> HttpResponse:
    """Ask which further units have a part in a problem; posted, give it to them."""
    row = get_object_or_404(queries.complete(request.viewer), pk=pk)
    if not permissions.may_raise(request.viewer, row.unit, row.verifier, own=False):
        raise Denied
    data = request.POST if request.method == "POST" else None
    form = SplitForm(data, request.viewer, row)
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _split(request, row, form.cleaned_data))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except (Conflict, Denied):
            form.add_error(None, _("这个问题刚刚有变动，请回到上一页看看最新情况"))
    here = (row.text[:20], reverse("rectification:problem", args=[pk]))
    way = shown.steps([here, (_("增加共同整改的单位"), "")])
    return render(request, "rectification/split.html", {"form": form, "way": way, "row": row})


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19


def _refuse_who_records_nowhere(request: Request) -> None:
    if not request.viewer.paths(permissions.WRITERS):
        raise Denied


def _raised(request: Request, said: dict[str, Any]) -> str:
    made = actions.raise_problem(
        actor=request.viewer,
        at=clock.now(),
        unit=said["unit"],
        verifier=said["verifier"],
        found=Finding(**{name: said[name] for name in _SAID}),
        others=said["others"],
        recurs=said.get("recurs", ()),
    )
    messages.success(request, _("已提出，责任单位的工作台上会看到"))
    return reverse("rectification:problem", args=[made.pk])


def _split(request: Request, row: Any, said: dict[str, Any]) -> str:
    actions.split_problem(actor=request.viewer, at=clock.now(), problem=row, **said)
    return reverse("rectification:problem", args=[row.pk])


def _verified(request: Request, chosen: list[Any]) -> str:
    done = 0
    for row in chosen:
        stale = request.POST.get(f"version_{row.pk}") != str(row.version)
        try:
            if stale:
                raise Conflict(row)
            actions.verify_problem(
                actor=request.viewer, at=clock.now(), problem=row, version=row.version
            )
            done += 1
        except (Refused, Conflict, Denied):
            told = _("“%(text)s”刚刚有变动，没有销号，请看看最新情况")
            messages.warning(request, told % {"text": row.text})
    messages.success(request, _("已核实销号 %(number)s 项") % {"number": done})
    return reverse("rectification:verify")
