"""Pages of cards: the list, its workbook, and one card with its appeal."""

from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.duties import actions, permissions, queries, sheet
from xianfeng.duties.forms import CardFilterForm, WordForm
from xianfeng.duties.rules import CARD
from xianfeng.duties.views.owed import WORKBOOK
from xianfeng.duties.views.shared import BOTH, buttons, by, stepped
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ui import http


@require_safe
def card_list(request: Request) -> HttpResponse:
    """List the cards of the viewer's part in the fixed order of units, never by number."""
    as_of = http.as_of(request)
    form = CardFilterForm(request.GET, viewer=request.viewer, as_of=as_of)
    page = http.page_of(request, form.found())
    page.object_list = queries.card_lines(request.viewer, page.object_list, as_of)
    context = {"form": form, "page": page, "as_of": as_of, "query": request.GET.urlencode()}
    context["waiting"] = len(queries.requests_waiting(request.viewer, as_of))
    return render(request, "duties/cards.html", context)


@require_safe
def card_export(request: Request) -> HttpResponse:
    """Send the same list as a workbook."""
    as_of = http.as_of(request)
    form = CardFilterForm(request.GET, viewer=request.viewer, as_of=as_of)
    rows = sheet.card_rows(queries.card_lines(request.viewer, form.found(), as_of))
    target = BytesIO()
    sheets.write_xlsx(target, sheet.CARD_HEADINGS, rows, sheet=_("黄牌红牌"))
    response = HttpResponse(target.getvalue(), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="cards-{as_of:%Y%m%d}.xlsx"'
    return response


@require_http_methods(BOTH)
def card(request: Request, key: str) -> HttpResponse:
    """Show why a unit holds a card and what lifts it; take a step of its appeal."""
    as_of = http.as_of(request)
    found = queries.card_page(request.viewer, key, as_of)
    if found is None:
        raise Http404
    verbs = _verbs(request, found)
    version = found.appeal.version if found.appeal else 0
    form = WordForm(request.POST if request.method == "POST" else None, version=version)

    def act() -> str:
        _step(request, found, form.cleaned_data)
        return request.get_full_path()

    answer = stepped(request, form, verbs, act)
    return answer or render(request, "duties/card.html", _shown(request, found, form, as_of))


def _verbs(request: Request, found: queries.CardPage) -> list[str]:
    """Return the steps that are the viewer's now; who asked does not decide."""
    sides = permissions.sides(request.viewer, found.unit)
    verbs = CARD.verbs(found.card_state, sides)
    own = found.appeal is not None and found.appeal.asked_by_id == request.viewer.user_id
    return [verb for verb in verbs if not own or verb == "take_appeal_back"]


def _shown(
    request: Request, found: queries.CardPage, form: WordForm, as_of: date
) -> dict[str, Any]:
    duty = found.duty
    explain = reverse("duties:explain", args=[duty.rule, found.unit.code, duty.period])
    return {
        "found": found,
        "form": form,
        "as_of": as_of,
        **buttons(_verbs(request, found)),
        "explain": f"{explain}?subject={duty.subject}" if duty.subject else explain,
    }


def _step(request: Request, found: queries.CardPage, said: dict[str, Any]) -> None:
    verb, duty = said["verb"], found.duty
    if verb == "appeal_card":
        about = {"unit": found.unit, "rule": duty.rule, "period": duty.period}
        actions.appeal_card(**by(request), **about, subject=duty.subject, reason=said["word"])
        messages.success(request, _("已申诉，等待上级答复。"))
        return
    about = {"appeal": found.appeal, "version": said["version"]}
    if verb == "take_appeal_back":
        actions.take_appeal_back(**by(request), **about)
        messages.success(request, _("申诉已撤回。"))
        return
    decide = {"uphold_appeal": actions.uphold_appeal, "dismiss_appeal": actions.dismiss_appeal}
    decide[verb](**by(request), **about, word=said["word"])
    messages.success(request, _("已答复。"))
