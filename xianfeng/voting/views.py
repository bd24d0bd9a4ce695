"""Pages of polls: the list, one poll, the ballot, the tellers' totals, and papers to print."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import documents
from xianfeng.ui import http
from xianfeng.units import queries as units
from xianfeng.voting import actions, permissions, queries, sheets
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.forms import BallotForm, CancelForm, NewPollForm, TotalsForm, refuse
from xianfeng.voting.models import Poll

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show what waits for the viewer's vote, and the polls of their units."""
    page = http.page_of(request, queries.listed(request.viewer))
    own = queries.runnable_units(request.viewer, clock.today())
    context = {"page": page, "waiting": queries.waiting(request.viewer), "units": own[:20]}
    return render(request, "voting/list.html", context)


@either
def create(request: Request, code: str) -> HttpResponse:
    """Prepare a resolution or a question of a unit."""
    unit = get_object_or_404(units.visible_to(request.viewer), code=code)
    if not permissions.may_run(request.viewer, unit):
        raise Denied
    form = NewPollForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        people = queries.electorate(request.viewer, unit, clock.today(), said["purpose"])
        poll = actions.prepare_poll(
            actor=request.viewer, at=clock.now(), unit=unit, purpose=Purpose(said["purpose"]),
            title=said["title"], mode=Mode(said["mode"]), options=form.choices(),
            voters=[member.pk for member in people], expected=len(people),
        )  # fmt: skip
        return reverse("voting:detail", args=[poll.pk])

    answer = _sent(request, form, act)
    context = {"form": form, "title": _("发起投票"), "lead": unit.name, "label": _("下一步")}
    return answer or render(request, "voting/form.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one poll: how far it is, what to do next, and its totals once it is closed."""
    poll = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    return render(request, "voting/detail.html", _page(request, poll))


def _page(request: Request, poll: Poll) -> dict[str, Any]:
    open_now = poll.state == PollState.OPEN
    return {
        "poll": poll,
        "marks": [title for _mark, title in poll.marks],
        "options": queries.options(request.viewer, poll),
        "lines": queries.results(request.viewer, poll),
        "cast": queries.cast_so_far(request.viewer, poll),
        "may_run": permissions.may_run(request.viewer, poll.unit),
        "may_vote": open_now and permissions.on_roll(request.viewer, poll),
        "voted": open_now and queries.has_voted(request.viewer, poll),
        "owner": _owner(poll),
        "crumbs": [(_("投票"), reverse("voting:list")), (poll.title, "")],
    }


def _owner(poll: Poll) -> str:
    name, _slash, key = poll.owner.partition("/")
    return reverse(name, args=[key]) if name else ""


@never_cache
@either
def ballot(request: Request, pk: int) -> HttpResponse:
    """Show the viewer's ballot; posted, drop it in.

    The key by which forms are taken once would keep who sent what when: a ballot has its own.
    """
    poll = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not permissions.on_roll(request.viewer, poll) or poll.mode != Mode.ELECTRONIC:
        raise Denied
    lines = queries.options(request.viewer, poll)
    form = BallotForm(request.POST or None, poll, lines, queries.others(request.viewer, poll))
    if request.method == "POST" and form.is_valid():
        try:
            _drop(request, poll, form)
            return redirect("voting:detail", pk=pk)
        except Refused as refused:
            refuse(form, refused)
    voted = poll.state != PollState.OPEN or queries.has_voted(request.viewer, poll)
    context = {"poll": poll, "form": form, "voted": voted}
    return render(request, "voting/ballot.html", context)


def _drop(request: Request, poll: Poll, form: BallotForm) -> None:
    actions.cast_ballot(
        actor=request.viewer,
        at=clock.now(),
        poll=poll,
        given=form.given(),
        others=form.written_in(),
    )


@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    """Open a poll."""
    return _step(request, pk, actions.open_poll)


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    """Close an electronic poll and count it."""
    return _step(request, pk, actions.close_poll)


@either
def cancel(request: Request, pk: int) -> HttpResponse:
    """Ask why a poll is void; posted, cancel it."""
    poll = _run(request, pk)
    form = CancelForm(request.POST or None)

    def act() -> str:
        actions.cancel_poll(
            actor=request.viewer, at=clock.now(), poll=poll, version=poll.version,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return reverse("voting:detail", args=[pk])

    answer = _sent(request, form, act)
    context = {"form": form, "title": _("作废这次投票"), "lead": poll.title, "label": _("作废")}
    return answer or render(request, "voting/form.html", context)


@either
def totals(request: Request, pk: int) -> HttpResponse:
    """Ask what the tellers counted; posted, keep it."""
    poll = _run(request, pk)
    if poll.mode != Mode.PAPER or poll.state not in {PollState.DRAFT, PollState.OPEN}:
        return redirect("voting:detail", pk=pk)
    people = queries.may_be_written_in(request.viewer, poll, clock.today())
    lines, first = queries.options(request.viewer, poll), {"held_on": clock.today()}
    form = TotalsForm(request.POST or None, poll, lines, people, first)

    def act() -> str:
        actions.record_totals(
            actor=request.viewer, at=clock.now(), poll=poll, version=poll.version, **form.totals()
        )
        return _owner(poll) or reverse("voting:detail", args=[pk])

    answer = _sent(request, form, act)
    return answer or render(request, "voting/totals.html", {"form": form, "poll": poll})


@require_safe
def papers(request: Request, pk: int) -> HttpResponse:
    """Send the paper ballot; of a closed poll, the sheet of totals."""
    poll = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if permissions.sees_totals(request.viewer, poll):
        content = sheets.result(poll, queries.results(request.viewer, poll))
        return documents.attachment(content, _("计票结果_%(title)s") % {"title": poll.title})
    content = sheets.ballot(poll, list(queries.options(request.viewer, poll)))
    return documents.attachment(content, _("选票_%(title)s") % {"title": poll.title})


def _run(request: Request, pk: int) -> Poll:
    poll = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not permissions.may_run(request.viewer, poll.unit):
        raise Denied
    return poll


def _step(request: Request, pk: int, act: Callable[..., Poll]) -> HttpResponse:
    """Do what one button says, and go back to the poll."""
    poll = _run(request, pk)

    def done() -> str:
        act(actor=request.viewer, at=clock.now(), poll=poll, version=poll.version)
        return reverse("voting:detail", args=[pk])

    try:
        return http.post_once(request, done)
    except Refused as refused:
        said = refused.message
    except Conflict:
        poll, said = _run(request, pk), _("这次投票刚刚有了变化，现在是下面的样子。")
    context = _page(request, poll) | {"refused": said}
    return render(request, "voting/detail.html", context, status=409)


def _sent(request: Request, form: Form, act: Callable[[], str]) -> HttpResponse | None:
    """Do what a sent form says once; None when it comes back with what to put right."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return http.post_once(request, act)
    except Refused as refused:
        refuse(form, refused)
    except Conflict:
        form.add_error(None, _("这次投票刚刚有了变化，请回到投票页看看最新情况。"))
    return None
