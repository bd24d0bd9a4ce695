"""The proposals: whom the matching points to, all ticked, sent with one tap; people decide."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied, Viewer
from xianfeng.service import actions, kept, permissions, words
from xianfeng.service.actions import Asked
from xianfeng.service.forms.proposals import Offer, ProposalsForm, Ticked, ticked
from xianfeng.service.kept import Pick, Suggestion
from xianfeng.service.matching import Reason
from xianfeng.service.queries import proposals as queries
from xianfeng.service.views import shown
from xianfeng.ui import http

_SIZE = 20


@dataclass(frozen=True)
class Row:
    """A request on the page: how it stands, what is ticked, what is still short, and since when."""

    line: shown.Line
    fields: list[BoundField]
    short: str
    made_on: date | None
    gone: int


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show what waits for people, and whom the last match proposes."""
    viewer, day = request.viewer, http.as_of(request)
    _hands_on(viewer)
    sides = []
    for side, waiting in (("people", kept.of_branches), ("branch", kept.of_communities)):
        page = http.page_of(request, waiting(viewer), _SIZE)
        if page.object_list:
            found = kept.suggestions(viewer, list(page.object_list), day)
            rows = _rows(found, day, _people if side == "people" else _branches)
            sides.append((side, page, rows, any(row.fields for row in rows)))
    context = {
        "sides": sides,
        "way": shown.way((_("派单建议"), "")),
    }
    return render(request, "service/proposals.html", context)


@require_POST
def dispatch(request: Request) -> HttpResponse:
    """Ask everybody who is ticked; what changed meanwhile is told, and the rest goes through."""
    viewer = request.viewer

    def take(found: Suggestion, sent: Ticked) -> int:
        known = {pick.hand.id: pick.proposal.reasons for pick in found.picks}
        if not set(sent.chosen) <= set(known):
            raise Refused("")
        actions.dispatch_request(
            actor=viewer, at=clock.now(), request=found.request, version=sent.version,
            asked=[Asked(key, known[key]) for key in sent.chosen],
        )  # fmt: skip
        return len(sent.chosen)

    said = _("已派 %(requests)s 张服务单，请了 %(people)s 人，等他们接单。")
    return _all(request, kept.of_branches(viewer), take, said)


@require_POST
def send(request: Request) -> HttpResponse:
    """Send every ticked request to the branch that the matching points to."""
    viewer = request.viewer

    def take(found: Suggestion, sent: Ticked) -> int:
        near = found.of_branch
        if not near or sent.chosen != (near[0].branch,):
            raise Refused("")
        unit = queries.branch(viewer, found.request, near[0].branch, clock.today())
        if unit is None:
            raise Refused("")
        actions.send_request(
            actor=viewer, at=clock.now(), request=found.request, version=sent.version, unit=unit
        )
        return 1

    said = _("已把 %(requests)s 张服务单派给党支部。")
    return _all(request, kept.of_communities(viewer), take, said)


@require_POST
def again(request: Request) -> HttpResponse:
    """Match anew what waits in the viewer's part of the tree, or in their communities."""
    viewer = request.viewer
    _hands_on(viewer)

    def act() -> str:
        for unit in queries.own_units(viewer):
            actions.keep_proposals(actor=viewer, at=clock.now(), unit=unit)
        for place in queries.own_communities(viewer):
            actions.keep_local_proposals(actor=viewer, at=clock.now(), community=place)
        messages.success(request, _("已重新匹配。"))
        return reverse("service:proposals")

    return http.post_once(request, act)


def _all(
    request: Request, waiting: Any, take: Callable[[Suggestion, Ticked], int], said: str
) -> HttpResponse:
    """Take everything that was ticked, each in its own action, and tell what came of it."""
    _hands_on(request.viewer)
    sent = {one.key: one for one in ticked(request.POST)}
    rows = list(waiting.filter(pk__in=sent))
    found = kept.suggestions(request.viewer, rows, clock.today())

    def act() -> str:
        done, people = 0, 0
        for one in found:
            try:
                people += take(one, sent[one.request.pk])
                done += 1
            except (Refused, Conflict, Denied):
                messages.warning(request, _changed(one.request.text))
        if lost := len(sent) - len(found):
            told = _("有 %(number)s 张服务单已不等着派，没有再派。")
            messages.warning(request, told % {"number": lost})
        if done:
            messages.success(request, said % {"requests": done, "people": people})
        return reverse("service:proposals")

    return http.post_once(request, act)


def _hands_on(viewer: Viewer) -> None:
    """Let nobody in but who hands requests on; raises Http404."""
    if not permissions.may_match(viewer):
        raise Http404


def _changed(text: str) -> str:
    return _("“%(text)s”刚刚有变动，没有派，请再看一眼。") % {"text": text}


def _rows(
    found: Iterable[Suggestion],
    day: date,
    choices: Callable[[Suggestion], list[tuple[int, str]]],
) -> list[Row]:
    """Return the rows of a page, with one form over all of them."""
    known = [(one, choices(one)) for one in found]
    form = ProposalsForm(
        Offer(one.request.pk, one.request.version, _("派给"), offered)
        for one, offered in known
        if offered
    )
    return [
        Row(
            shown.line(one.request, day),
            form.of(one.request.pk) if offered else [],
            _short(one),
            one.made_on,
            one.gone,
        )
        for one, offered in known
    ]


def _people(one: Suggestion) -> list[tuple[int, str]]:
    return [(pick.hand.id, _person(one, pick)) for pick in one.picks]


def _person(one: Suggestion, pick: Pick) -> str:
    row = pick.proposal
    said = "、".join(words.reasons(row.reasons.split(",")))
    if pick.next_hand is not None and row.next_best is not None:
        near = _nearness(one.request, pick.next_hand)
        said += "；" + words.next_best(row.next_best.name, near, row.next_dearer or 0)
    return f"{row.member.name}（{said}）"


def _branches(one: Suggestion) -> list[tuple[int, str]]:
    """Return the branch with how many of its members are proposed; no names: it decides whom."""
    near = one.of_branch
    if not near:
        return []
    said = [_("建议 %(number)s 人") % {"number": len(near)}]
    said += words.reasons(near[0].proposal.reasons.split(","))
    return [(near[0].branch, f"{near[0].branch_name}（{'、'.join(said)}）")]


def _nearness(row: Any, hand: Any) -> Reason:
    if row.grid_id and hand.grid == row.grid_id:
        return Reason.GRID
    return Reason.COMMUNITY if hand.community == row.community_id else Reason.FAR


def _short(one: Suggestion) -> str:
    short = getattr(one.request, "shortage", None)
    if short is None or not (places := one.request.places - one.request.live - len(one.picks)):
        return ""
    return words.shortage(short.why, min(places, short.places), short.eligible, one.request.skill)
