"""The steps of a review, each with its page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.reviews import actions, permissions, queries
from xianfeng.reviews.forms import (
    CancelForm,
    GradesForm,
    MassForm,
    PrepareForm,
    VersionForm,
    VoteForm,
)
from xianfeng.reviews.views.reviews import VERBS
from xianfeng.reviews.views.shared import BOTH, Asked, bound, one_form, run, way_to
from xianfeng.units import queries as units

ACTS = {
    "start": actions.start,
    "assess": actions.assess,
    "count": actions.count,
    "vote_again": actions.vote_again,
    "inform": actions.inform,
    "close": actions.close,
}


@require_http_methods(BOTH)
def prepare(request: Request, code: str) -> HttpResponse:
    """Prepare a branch's review."""
    unit = get_object_or_404(units.visible_to(request.viewer), code=code)
    if not permissions.may_run(request.viewer, unit):
        raise Denied
    form = PrepareForm(bound(request), clock.today())

    def act() -> str:
        made = actions.prepare(
            actor=request.viewer, at=clock.now(), unit=unit, year=form.cleaned_data["year"]
        )
        return reverse("reviews:detail", args=[made.pk])

    way = [(_("民主评议党员"), reverse("reviews:list")), (unit.name, "")]
    lead = _("今天在册的党员都列入；预备党员参加评议，不评定等次。")
    return one_form(request, form, act, Asked(_("准备民主评议"), way, _("准备"), lead))


@require_http_methods(BOTH)
def go(request: Request, pk: int, verb: str) -> HttpResponse:
    """Go one step on."""
    if verb not in ACTS:
        raise Http404
    review, words = run(request, pk), str(dict(VERBS)[verb])
    form = VersionForm(bound(request), initial={"version": review.version})
    return _step(request, review, form, ACTS[verb], words)


@require_http_methods(BOTH)
def vote(request: Request, pk: int) -> HttpResponse:
    """Make the secret vote; it is opened and counted on its own page."""
    review = run(request, pk)
    form = VoteForm(bound(request), initial={"version": review.version})

    def act() -> str:
        made = actions.open_vote(
            actor=request.viewer, at=clock.now(), review=review, **form.cleaned_data
        )
        return reverse("voting:detail", args=[made.poll_id])

    title = _("准备民主测评")
    return one_form(request, form, act, Asked(title, way_to(review, (title, "")), _("下一步")))


@require_http_methods(BOTH)
def mass(request: Request, pk: int) -> HttpResponse:
    """Record 群众评议 as counts."""
    review = run(request, pk)
    known = {name: getattr(review, name) for name in ("asked", "satisfied", "fairly")}
    known |= {"dissatisfied": review.dissatisfied, "version": review.version}
    form = MassForm(bound(request), initial=known)
    return _step(request, review, form, actions.record_mass_opinion, _("登记群众评议"))


@require_http_methods(BOTH)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel a review before its vote."""
    review = run(request, pk)
    form = CancelForm(bound(request), initial={"version": review.version})
    return _step(request, review, form, actions.cancel, _("作废"))


@require_http_methods(BOTH)
def grades(request: Request, pk: int) -> HttpResponse:
    """Fill in the committee's grades beside the votes."""
    review = run(request, pk)
    entries = queries.graded(request.viewer).filter(review=review)
    votes = queries.votes(request.viewer, review)
    form = GradesForm(bound(request), entries, votes, initial={"version": review.version})

    def act() -> str:
        said = {"version": form.cleaned_data["version"], "given": form.given()}
        actions.give_grades(actor=request.viewer, at=clock.now(), review=review, **said)
        return reverse("reviews:detail", args=[pk])

    title, most = _("评定意见"), queries.tally(request.viewer, review, entries).most
    lead = _("优秀一般不超过党员总数的三分之一，这里是 %(most)s 人。") % {"most": most}
    asked = Asked(title, way_to(review, (title, "")), _("保存"), lead)
    return one_form(request, form, act, asked, "reviews/grades.html")


def _step(request: Request, review: Any, form: Any, verb: Any, title: str) -> HttpResponse:
    def act() -> str:
        verb(actor=request.viewer, at=clock.now(), review=review, **form.cleaned_data)
        return reverse("reviews:detail", args=[review.pk])

    return one_form(request, form, act, Asked(title, way_to(review, (title, "")), title))
