"""Places in an event: taking one, giving it back, the list of who has one."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.ui import http
from xianfeng.ui.asking import by
from xianfeng.volunteering import actions, permissions, queries, rules
from xianfeng.volunteering.forms import WithdrawForm, ticks
from xianfeng.volunteering.models import Signup
from xianfeng.volunteering.views.shared import XLSX, line, own, told, way
from xianfeng.volunteering.views.shown import SHOWN
from xianfeng.volunteering.views.shown import people as people_of

HEADINGS = (
    Heading("序号", "integer"), Heading("姓名"), Heading("党支部", width=28), Heading("状态"),
    Heading("登记"), Heading("到场"), Heading("签到", width=16),
)  # fmt: skip


@require_POST
def sign_up(request: Request, pk: int) -> HttpResponse:
    """Take a place for oneself with one tap."""
    member = queries.myself(request.viewer)
    if member is None:
        raise Http404
    event = get_object_or_404(queries.visible_to(request.viewer), pk=pk)

    def act() -> str:
        made = actions.sign_up(**by(request), event=event, member=member)
        if made.state == "waiting":
            messages.info(request, _("名额已满，已排进候补；有人退出就按顺序补上。"))
        else:
            messages.success(request, _("已报名。"))
        for other in queries.clashes(request.viewer, event):
            text = _("同一时间您还报了《%(title)s》，去不了的请退出。")
            messages.warning(request, text % {"title": other.title})
        return _back(request, pk)

    return _once(request, act, pk)


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Give a place back."""
    row = get_object_or_404(queries.signups_visible_to(request.viewer), pk=pk)
    if not permissions.may_withdraw(request.viewer, row):
        raise Denied
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("请刷新页面看看最新情况再办。"))
        return redirect(_back(request, row.event_id))

    def act() -> str:
        actions.withdraw_signup(**by(request), signup=row, **form.cleaned_data)
        messages.success(request, _("已退出，名额已让给候补的人。"))
        return _back(request, row.event_id)

    return _once(request, act, row.event_id)


@require_safe
def people(request: Request, pk: int) -> HttpResponse:
    """Show who has a place and who waits, to be printed; sign others up from here."""
    event, day = own(request, pk), http.as_of(request)
    name = request.GET.get("name", "").replace("\0", " ").strip()[:60]
    open_now = event.state == "open" and rules.takes_names(
        event.sign_up_by, event.on, event.starts_at, timezone.localtime(clock.now())
    )
    found = queries.recordable(request.viewer, event, day, name)[:SHOWN] if open_now else []
    context = {
        "event": event,
        "line": line(event, day),
        "rows": people_of(request.viewer, event),
        "open": open_now,
        "others": found,
        "name": name,
        "way": way((event.title, reverse("volunteering:event", args=[pk])), (_("报名名单"), "")),
        **told(),
    }
    return render(request, "volunteering/people.html", context)


@require_POST
def several(request: Request, pk: int) -> HttpResponse:
    """Take places for the ticked members (代报名)."""
    event = own(request, pk)
    here = reverse("volunteering:people", args=[pk])

    def act() -> str:
        ticked = ticks(request.POST.getlist("row"))
        made = actions.sign_up_several(**by(request), event=event, members=ticked)
        text = _("已代 %(number)s 人报名。")
        messages.success(request, text % {"number": len(made)})
        return here

    return _once(request, act, pk, here)


@require_safe
def export(request: Request, pk: int) -> FileResponse:
    """Send the list as a workbook with a column to sign in."""
    event, content = own(request, pk), BytesIO()
    rows = queries.people(request.viewer, event)
    sheets.write_xlsx(content, HEADINGS, _cells(rows), sheet=_("报名名单"))
    content.seek(0)
    name = _("报名名单_%(day)s.xlsx") % {"day": event.on.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _once(request: Request, act: Any, pk: int, back: str = "") -> HttpResponse:
    """Act once; what is refused is said on the page one came from."""
    try:
        return http.post_once(request, act)
    except Refused as refused:
        messages.warning(request, refused.message)
    except Conflict:
        messages.warning(request, _("别人刚刚办过这一步，请看看最新情况再办"))
    return redirect(back or _back(request, pk))


def _back(request: Request, pk: int) -> str:
    """Return the page that was left: the list, the list of names, or the event's own."""
    there = request.POST.get("back", "")
    if there == "list":
        return reverse("volunteering:list")
    return reverse(f"volunteering:{'people' if there == 'people' else 'event'}", args=[pk])


def _cells(rows: Any) -> Iterator[tuple[Any, ...]]:
    said = {True: _("到场"), False: _("未到"), None: ""}
    for row in rows:
        yield (
            row.place, row.member.name, row.unit.name, str(row.get_state_display()),
            _registered(row), said[row.came], "",
        )  # fmt: skip


def _registered(row: Signup) -> str:
    if row.walk_in:
        return _("现场补登")
    return _("代报") if row.on_behalf else ""
