"""Slips: printed once when they are made, and voided."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.kernel import clock, idempotency
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.ledgers.documents import printing
from xianfeng.ratings import actions, queries, rules
from xianfeng.ratings import printing as paper
from xianfeng.ratings.forms import SlipsForm
from xianfeng.ratings.views.shared import own_round, page_of, to_round
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by


@require_http_methods(BOTH)
def make(request: Request, pk: int) -> HttpResponse:
    """Ask how many; posted, send them as a PDF: the only time their codes are to be seen."""
    held = own_round(request, pk)
    form = SlipsForm(bound(request), queries.rated_visible_to(request.viewer).filter(round=held))
    if request.method == "POST" and form.is_valid():
        try:
            return _printed(request, held, form)
        except printing.Unprintable:
            return render(request, "ratings/unprintable.html", {"round": held}, status=503)
        except Refused as refusal:
            known = refusal.field if refusal.field in form.fields else None
            form.add_error(known, refusal.message)
    title = _("印评议码")
    asked = Asked(title, to_round(held, (title, "")), _("生成 PDF"), _lead())
    return render(request, "ratings/form.html", {"form": form, "asked": asked})


@require_POST
def void(request: Request, pk: int) -> HttpResponse:
    """Void what was not used of one unit's slips."""
    rated = get_object_or_404(queries.rated_visible_to(request.viewer), pk=pk)
    held = own_round(request, rated.round_id)

    def act() -> str:
        actions.void_slips(**by(request), rated=rated)
        return page_of(held)

    try:
        return http.post_once(request, act)
    except Refused:
        return redirect(page_of(held))


def _lead() -> str:
    said = _("点一下就生成 PDF，每页十张。评议码只在这份文件里，关掉以后不能再看，请先存好。")
    if paper.is_near():
        said += _("现在的网址只能在这台电脑上打开：发给群众以前，请管理员先设好对外网址。")
    return said


def _printed(request: Request, held: Any, form: SlipsForm) -> HttpResponse:
    """Print first, then keep the digests: what cannot be printed is never valid.

    A form sent twice makes slips once; the second answer leads to the round, as the codes are gone.
    """
    number, names = form.cleaned_data["number"], dict(form.fields["units"].choices)
    codes = {key: [rules.new_code() for _ in range(number)] for key in form.cleaned_data["units"]}
    key, at = http.submission_of(request), clock.now()
    if idempotency.taken(key, request.user.pk):
        return redirect(page_of(held))
    content = paper.pdf(held, [(names[key], own) for key, own in codes.items()])
    mine: list[UUID] = []

    def act() -> str:
        actions.make_slips(actor=request.viewer, at=at, held=held, codes=codes)
        mine.append(key)
        return page_of(held)

    location = idempotency.once(key, request.user.pk, at, act)
    if not mine:
        return redirect(location)
    disposition = content_disposition_header(
        True, _("评议码_%(title)s.pdf") % {"title": held.title}
    )
    headers = {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
