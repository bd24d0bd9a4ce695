"""The desk: what waits for a community or a branch, the sheet of it, and taking a request down."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.service import actions, permissions
from xianfeng.service.enums import RequestSource
from xianfeng.service.forms.desk import BOXES, DeskForm, RequestForm
from xianfeng.service.queries import desk as queries
from xianfeng.service.views import shown
from xianfeng.ui import http

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show what waits, urgent first, with the number of each box over it."""
    viewer, day = request.viewer, http.as_of(request)
    boxes = queries.boxes_of(viewer)
    form = _form(request)
    wanted, found = form.wanted(), queries.numbers(viewer, day)
    page = http.page_of(request, queries.listed(viewer, wanted, day))
    here = reverse("service:desk")
    context = {
        "form": form,
        "page": page,
        "lines": shown.lines(page.object_list, day),
        "boxes": [(BOXES[box], found[box], f"{here}?box={box}") for box in boxes],
        "narrowed": any(form.cleaned_data.values()),
        "may_place": bool(viewer.places),
        "may_match": permissions.may_match(viewer),
        "query": request.GET.urlencode(),
    }
    return render(request, "service/desk.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the list as it is narrowed, as a workbook; nobody's contact is in it."""
    viewer, day, content = request.viewer, http.as_of(request), BytesIO()
    wanted = _form(request).wanted()
    rows = queries.listed(viewer, wanted, day).iterator(chunk_size=2000)
    sheets.write_xlsx(content, shown.HEADINGS, shown.cells(rows, day), sheet=_("服务单"))
    content.seek(0)
    name = _("服务单_%(day)s.xlsx") % {"day": day.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request) -> HttpResponse:
    """Ask what a resident wants; posted, take it down for them."""
    places = queries.own_places(request.viewer)
    if not places:
        raise Denied
    form = RequestForm(request.POST if request.method == "POST" else None, places)

    def act() -> str:
        made = actions.place_request(
            actor=request.viewer, at=clock.now(), wanted=form.asked(),
            source=RequestSource.WORKER.value,
        )  # fmt: skip
        return reverse("service:request", args=[made.pk])

    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, act)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    context = {"form": form, "way": shown.way((_("代居民点单"), ""))}
    return render(request, "service/request_form.html", context)


def _form(request: Request) -> DeskForm:
    """Return the filters; a place is known where a request of the desk is."""
    key = request.GET.get("place", "")
    sound = key.isascii() and key.isdigit() and len(key) < 18
    place = queries.named_place(request.viewer, int(key)) if sound else None
    return DeskForm(request.GET, queries.boxes_of(request.viewer), place)
