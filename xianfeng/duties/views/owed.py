"""Pages of duties: the list, the rule book, one rule, and why a duty has its state."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from xianfeng.duties import actions, permissions, queries, rulebook, sheet, words
from xianfeng.duties.enums import Shape
from xianfeng.duties.forms import FilterForm, NoneForm, SandboxForm
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import sheets
from xianfeng.ui import http

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def duty_list(request: HttpRequest) -> HttpResponse:
    """List what is owed, in the fixed order: rule book, units, time."""
    as_of = http.as_of(request)
    form = FilterForm(request.GET, viewer=request.viewer, as_of=as_of)
    page = http.page_of(request, form.found())
    page.object_list = queries.lines(request.viewer, page.object_list, as_of)
    context = {"form": form, "page": page, "as_of": as_of, "query": request.GET.urlencode()}
    return render(request, "duties/list.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Send the same list as a workbook."""
    as_of = http.as_of(request)
    form = FilterForm(request.GET, viewer=request.viewer, as_of=as_of)
    target = BytesIO()
    rows = sheet.rows(queries.lines(request.viewer, form.found(), as_of))
    sheets.write_xlsx(target, sheet.HEADINGS, rows, sheet=_("应办事项"))
    response = HttpResponse(target.getvalue(), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="duties-{as_of:%Y%m%d}.xlsx"'
    return response


@require_GET
def rule_book(request: HttpRequest) -> HttpResponse:
    """Show every rule with its source; the regulations are for everybody to read."""
    active = {rule.id for rule in rulebook.active()}
    rules = [(rule, rule.id in active) for rule in rulebook.every()]
    return render(request, "duties/rulebook.html", {"rules": rules})


@require_GET
def rule_page(request: HttpRequest, rule: str) -> HttpResponse:
    """Show one rule: sentence, source, who owes, what discharges, versions, effect today."""
    found = next((each for each in rulebook.every() if each.id == rule), None)
    if found is None:
        raise Http404
    as_of = http.as_of(request)
    active = found in rulebook.active()
    reader = bool(request.viewer.paths(permissions.READERS))
    tries = active and reader and found.shape != Shape.COMMITMENT
    context = {"rule": found, "active": active, "as_of": as_of, "tries": tries}
    context |= words.told(found)
    if active and reader:
        counts = queries.effect(request.viewer, found, as_of)
        context["effect"] = words.effect(found, counts, as_of)
    return render(request, "duties/rule.html", context)


@require_GET
def sandbox(request: HttpRequest, rule: str) -> HttpResponse:
    """Try a threshold out on a year, before anybody writes it into the rule book."""
    found = next((each for each in rulebook.active() if each.id == rule), None)
    if found is None or found.shape == Shape.COMMITMENT:
        raise Http404
    if not request.viewer.paths(permissions.READERS):
        raise Http404
    as_of = http.as_of(request)
    version = found.version_at(as_of) or found.versions[-1]
    form = SandboxForm(request.GET, found, version, as_of.year - 1)
    context = {"rule": found, "form": form, "as_of": as_of}
    changed = form.changed() if form.tried else None
    if changed is not None:
        year = form.cleaned_data["year"]
        asked = (found, version, changed, year, as_of)
        context |= {"year": year, "outcome": queries.compare(request.viewer, *asked)}
    return render(request, "duties/sandbox.html", context)


@require_GET
def explain(request: HttpRequest, rule: str, unit: str, period: str) -> HttpResponse:
    """Show the derivation of a duty, or of each commitment of the period."""
    as_of = http.as_of(request)
    subject = request.GET.get("subject", "")
    number = int(subject) if subject.isdecimal() and len(subject) < 18 else 0
    found = queries.explain(request.viewer, rule, unit, period, as_of, number)
    if not found:
        raise Http404
    context = {"found": found, "as_of": as_of, "none_form": NoneForm()}
    return render(request, "duties/explain.html", context)


@require_POST
def none(request: HttpRequest) -> HttpResponse:
    """Say 本期无, or take it back, and return to where one was."""
    form = NoneForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    unit = get_object_or_404(queries.units_for(request.viewer), code=said["unit"])
    if said["rule"] not in {rule.id for rule in rulebook.active()}:
        raise Http404
    explained = reverse("duties:explain", args=[said["rule"], unit.code, said["period"]])
    place = said["back"] or explained
    try:
        return http.post_once(request, lambda: _said(request, said, unit, place))
    except Refused as refused:
        messages.warning(request, refused.message)
        return redirect(place)


def _said(request: HttpRequest, said: dict, unit: object, place: str) -> str:
    about = {"unit": unit, "rule": said["rule"], "period": said["period"]}
    who = {"actor": request.viewer, "at": clock.now()}
    if said["take_back"]:
        actions.take_back_none(**who, **about)
        messages.success(request, _("已撤回，这一项照常提醒。"))
    else:
        actions.declare_none(**who, **about, reason=said["reason"])
        messages.success(request, _("已记下：本期无。"))
    return place
