"""One member in a review: the words, the result, the reply, and what is put right."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.reviews import actions, permissions, queries
from xianfeng.reviews.enums import Grade, Step
from xianfeng.reviews.forms import CorrectionForm, DoneForm, WordsForm
from xianfeng.reviews.rules import PUBLISHED
from xianfeng.reviews.views.shared import BOTH, Asked, bound, one_form, way_to


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show the viewer's own reviews, year by year."""
    rows = [(one, one.review.step in PUBLISHED) for one in queries.own(request.viewer)]
    return render(request, "reviews/mine.html", {"rows": rows})


@never_cache
@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one member's review as far as the viewer may read it."""
    entry = _found(request, pk)
    viewer, unit = request.viewer, entry.review.unit
    own, runs = permissions.is_own(viewer, entry), permissions.may_run(viewer, unit)
    step, correction = entry.review.step, getattr(entry, "correction", None)
    votes = {} if own else queries.votes(viewer, entry.review).get(pk, {})
    context = {
        "entry": entry,
        "way": _way(request, entry),
        "words": own or permissions.reads_words(viewer, unit),
        "result": queries.own_published(viewer, entry),
        "votes": [(grade.label, votes.get(grade, 0)) for grade in Grade] if votes else [],
        "evidence": queries.evidence(viewer, entry),
        "correction": correction,
        "may_write": (own or runs) and step == Step.SELF,
        "may_reply": (own or runs) and step == Step.INFORMED and not entry.answered_on,
        "may_answer": runs and step == Step.INFORMED and entry.replied_on,
        "may_correct": runs and entry.grade == Grade.UNQUALIFIED and step in PUBLISHED,
    }
    return render(request, "reviews/entry.html", context)


@never_cache
@require_http_methods(BOTH)
def write(request: Request, pk: int) -> HttpResponse:
    """Write a self-review, one's own or on behalf."""
    entry = _mine_or_run(request, pk)
    reads = permissions.is_own(request.viewer, entry) or permissions.reads_words(
        request.viewer, entry.review.unit
    )
    start = {"text": entry.self_review if reads else ""}
    label, hint = _("个人自评"), _("几句话就够：做了什么，有什么不足，怎么改")
    form = WordsForm(bound(request), label, hint, initial=start)
    return _said(request, entry, form, actions.write_self_review, label)


@never_cache
@require_http_methods(BOTH)
def reply(request: Request, pk: int) -> HttpResponse:
    """Reply to one's own result."""
    entry = _mine_or_run(request, pk)
    if entry.review.step not in PUBLISHED:
        raise Http404
    form = WordsForm(bound(request), _("反馈"), initial={"text": entry.reply})
    return _said(request, entry, form, actions.reply, _("反馈"))


@require_http_methods(BOTH)
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer a member's reply."""
    entry = _run(request, pk)
    form = WordsForm(bound(request), _("答复"), initial={"text": entry.answer})
    return _said(request, entry, form, actions.answer_reply, _("答复"))


@require_http_methods(BOTH)
def correction(request: Request, pk: int) -> HttpResponse:
    """Set what is to be put right, and by when."""
    entry = _run(request, pk)
    form = CorrectionForm(bound(request))
    return _said(request, entry, form, actions.set_correction, _("限期改正"))


@require_http_methods(BOTH)
def done(request: Request, pk: int) -> HttpResponse:
    """Record that it was put right."""
    entry = _run(request, pk)
    later = getattr(entry, "correction", None)
    if later is None:
        raise Http404
    form = DoneForm(bound(request), initial={"done_on": clock.today()})
    verb = actions.complete_correction
    return _said(request, entry, form, verb, _("登记改正情况"), correction=later)


def _found(request: Request, pk: int) -> Any:
    return get_object_or_404(queries.entries(request.viewer), pk=pk)


def _mine_or_run(request: Request, pk: int) -> Any:
    entry = _found(request, pk)
    own = permissions.is_own(request.viewer, entry)
    if not own and not permissions.may_run(request.viewer, entry.review.unit):
        raise Denied
    return entry


def _run(request: Request, pk: int) -> Any:
    entry = _found(request, pk)
    if not permissions.may_run(request.viewer, entry.review.unit):
        raise Denied
    return entry


def _way(request: Request, entry: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    here = (entry.member.name, reverse("reviews:entry", args=[entry.pk]))
    if permissions.reads(request.viewer, entry.review.unit):
        return way_to(entry.review, here, *more)
    return [(_("我的民主评议"), reverse("reviews:mine")), here, *more]


def _said(
    request: Request, entry: Any, form: Any, verb: Callable[..., Any], title: str, **more: Any
) -> HttpResponse:
    row = more or {"entry": entry}

    def act() -> str:
        verb(actor=request.viewer, at=clock.now(), **row, **form.cleaned_data)
        return reverse("reviews:entry", args=[entry.pk])

    asked = Asked(title, _way(request, entry, (title, "")), _("保存"), entry.member.name)
    return one_form(request, form, act, asked)
