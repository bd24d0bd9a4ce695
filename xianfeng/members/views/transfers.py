"""Transfers of the party relationship: what waits, what is out, one letter and its answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import documents
from xianfeng.members import papers, permissions, queries, shown
from xianfeng.members.actions import transfers as actions
from xianfeng.members.forms import refuse as say
from xianfeng.members.forms.transfers import (
    AdjustForm,
    CloseForm,
    IssueForm,
    ReceiveForm,
    RefuseForm,
)
from xianfeng.members.models import Member, Transfer
from xianfeng.members.queries import transfers as reading
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the letters that wait for the viewer, those that are out, and those that are over."""
    if not permissions.reads_rosters(request.viewer):
        raise Http404
    day = clock.today()
    page = http.page_of(request, reading.closed(request.viewer))
    context = {
        "waiting": shown.letters(reading.waiting(request.viewer), day),
        "sent": shown.letters(reading.sent(request.viewer), day),
        "closed": shown.letters(page, day),
        "page": page,
        "keeps": bool(request.viewer.paths(permissions.KEEPERS)),
    }
    return render(request, "members/transfers.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one letter with what the viewer may do about it."""
    return _page(request, _found(request, pk))


@either
def start(request: Request, pk: int) -> HttpResponse:
    """Ask where a member goes; posted, issue the letter."""
    member, home = _leaver(request, pk)
    form = IssueForm(request.POST or None, viewer=request.viewer, today=clock.today())
    if request.method == "POST" and form.is_valid():
        answer = _acted(request, form, lambda: _issued(request, member, form))
        if answer:
            return answer
    return _start(request, member, home, issue=form)


@require_POST
def adjust(request: Request, pk: int) -> HttpResponse:
    """Move a member to another branch of the same committee."""
    member, home = _leaver(request, pk)
    branches = reading.neighbours(request.viewer, home.unit, clock.today())
    form = AdjustForm(request.POST, branches=branches)
    if form.is_valid():
        answer = _acted(request, form, lambda: _adjusted(request, member, form))
        if answer:
            return answer
    return _start(request, member, home, adjust=form)


@require_POST
def receive(request: Request, pk: int) -> HttpResponse:
    """Take the member over, or enter the slip that came back from outside."""
    transfer = _found(request, pk)
    form = _receiving(request, transfer, request.POST)
    return _answered(request, transfer, actions.receive_transfer, receive=form)


@require_POST
def refuse(request: Request, pk: int) -> HttpResponse:
    """Send a letter back with its reason."""
    form = RefuseForm(request.POST)
    return _answered(request, _found(request, pk), actions.refuse_transfer, refuse=form)


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a letter back."""
    form = CloseForm(request.POST)
    return _answered(request, _found(request, pk), actions.withdraw_transfer, close=form)


@require_POST
def lapse(request: Request, pk: int) -> HttpResponse:
    """Declare a letter that ran out void."""
    form = CloseForm(request.POST)
    return _answered(request, _found(request, pk), actions.lapse_transfer, close=form)


@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """Send the letter with its stub and its slip as a Word document."""
    transfer = _found(request, pk)
    if transfer.from_unit is None:
        raise Http404
    title = _("组织关系介绍信（%(name)s）") % {"name": transfer.member.name}
    return documents.attachment(papers.letter(transfer), title)


def _found(request: Request, pk: int) -> Transfer:
    return get_object_or_404(reading.visible_to(request.viewer), pk=pk)


def _leaver(request: Request, pk: int) -> tuple[Member, Any]:
    """Return a member whose roll the viewer keeps, and the branch spell."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    home = queries.home(request.viewer, member)
    if not permissions.may_keep(request.viewer, home.unit.path if home else ""):
        raise Denied
    if home is None or home.until_on is not None:
        raise Http404
    return member, home


def _issued(request: Request, member: Member, form: IssueForm) -> str:
    made = actions.issue_transfer(
        actor=request.viewer, at=clock.now(), member=member, **form.letter()
    )
    return reverse("members:transfer", args=[made.pk])


def _adjusted(request: Request, member: Member, form: AdjustForm) -> str:
    actions.adjust_branch(actor=request.viewer, at=clock.now(), member=member, **form.cleaned_data)
    return reverse("members:detail", args=[member.pk])


def _start(request: Request, member: Member, home: Any, **forms: Form) -> HttpResponse:
    viewer, today = request.viewer, clock.today()
    branches = reading.neighbours(viewer, home.unit, today)
    context: dict[str, Any] = {
        "member": member,
        "home": home,
        "open": reading.of_member(viewer, member).first(),
        "issue": IssueForm(viewer=viewer, today=today),
        "adjust": AdjustForm(initial={"moved_on": today}, branches=branches) if branches else None,
    }
    return render(request, "members/transfer_start.html", context | forms)


def _receiving(request: Request, transfer: Transfer, data: Any = None) -> ReceiveForm:
    branches = reading.branches(request.viewer, transfer, clock.today())
    own = transfer.to_unit_id if any(one.pk == transfer.to_unit_id for one in branches) else None
    return ReceiveForm(
        data,
        initial={"received_on": clock.today(), "branch": own},
        branches=branches,
        outside=transfer.to_unit is None,
    )


def _page(request: Request, transfer: Transfer, **forms: Form) -> HttpResponse:
    viewer, today = request.viewer, clock.today()
    context: dict[str, Any] = {
        "letter": shown.letters([transfer], today)[0],
        "transfer": transfer,
        "facts": shown.letter_facts(transfer),
        "reachable": transfer.member_id in queries.reachable(viewer, [transfer.member_id]),
        "verbs": permissions.transfer_verbs(viewer, transfer, today),
        "receive": _receiving(request, transfer),
        "refuse": RefuseForm(initial={"closed_on": today}),
        "close": CloseForm(initial={"closed_on": today}),
    }
    return render(request, "members/transfer.html", context | forms)


def _answered(
    request: Request, transfer: Transfer, act: Callable[..., Any], **form: Form
) -> HttpResponse:
    """Act with the one form and come back to the letter; else show what stands in the way."""
    ((name, asked),) = form.items()
    if asked.is_valid():
        done = partial(act, actor=request.viewer, at=clock.now(), transfer=transfer)

        def acted() -> str:
            done(**asked.cleaned_data)
            return reverse("members:transfer", args=[transfer.pk])

        answer = _acted(request, asked, acted)
        if answer:
            return answer
    return _page(request, transfer, **{name: asked})


def _acted(request: Request, form: Form, act: Callable[[], str]) -> HttpResponse | None:
    try:
        return http.post_once(request, act)
    except Refused as refused:
        say(form, refused)
    return None
