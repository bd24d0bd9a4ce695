"""The roster with its search, and the make-up of the members."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.ledgers import permissions as exports
from xianfeng.ledgers import registry
from xianfeng.members import permissions, queries, shown
from xianfeng.members.forms import FindForm, RosterForm, UnitCodeForm
from xianfeng.ui import http

CHARTS = (
    ("sex", gettext_lazy("性别"), "pie"),
    ("age", gettext_lazy("年龄"), "bar"),
    ("education", gettext_lazy("学历"), "bar"),
    ("years", gettext_lazy("党龄"), "bar"),
    ("ethnicity", gettext_lazy("民族"), "bar"),
    ("category", gettext_lazy("人员类别"), "pie"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest) -> HttpResponse:
    """Show the roster of the viewer's part as of a day, as it is narrowed.

    Posted, open the record with exactly this number: a number stands in no address.
    """
    if not permissions.reads_rosters(request.viewer):
        raise Http404
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = list(queries.found_by_number(request.viewer, form.cleaned_data["number"])[:20])
        if len(found) == 1:
            return redirect("members:detail", pk=found[0].pk)
        if found:
            return render(request, "members/found.html", {"found": found})
        form.add_error("number", _("没有找到，请核对号码。您管理范围以外的人员不在此列。"))
    return _roster(request, form)


@require_safe
def structure(request: HttpRequest) -> HttpResponse:
    """Show what the members of a part are, as of a day; every bar opens its roster."""
    if not permissions.reads_rosters(request.viewer):
        raise Http404
    viewer, day = request.viewer, http.as_of(request)
    form = UnitCodeForm(request.GET, viewer=viewer)
    charts = []
    if form.is_valid():
        made = queries.structure(viewer, day, form.path)
        kept = {"unit": form.cleaned_data["unit"], "as_of": request.GET.get("as_of", "")}
        charts = [(str(title), kind, _rows(name, made[name], kept)) for name, title, kind in CHARTS]
    total = sum(row[1] for row in charts[0][2]) if charts else None
    page = {"form": form, "day": day, "charts": charts, "unit": form.found, "total": total}
    return render(request, "members/structure.html", page)


def _roster(request: HttpRequest, find_form: FindForm) -> HttpResponse:
    viewer, day = request.viewer, http.as_of(request)
    form = RosterForm(request.GET, viewer=viewer)
    wanted = form.wanted()
    page = http.page_of(request, queries.roster(viewer, day, wanted) if wanted else ())
    context = {
        "form": form,
        "find": find_form,
        "day": day,
        "page": page,
        "lines": shown.lines(viewer, list(page), day),
        "structure": f"{reverse('members:structure')}?{request.GET.urlencode()}",
        "export": _export(request),
        "keeps": bool(viewer.paths(permissions.KEEPERS)),
    }
    return render(request, "members/roster.html", context)


def _export(request: HttpRequest) -> str:
    """Return where the viewer's roster is exported, or nothing where they may not."""
    kind = registry.get("members")
    if not exports.may_export(request.viewer, kind):
        return ""
    return reverse("ledgers:export", args=[kind.id, "xlsx"])


def _rows(name: str, slices: list[queries.Slice], kept: dict[str, str]) -> list[tuple[Any, ...]]:
    """Return (title, number, address of the roster) of the bars of one chart."""
    rows = []
    for bar in slices:
        title = shown.ethnicity(bar.title) if name == "ethnicity" else bar.title
        given = {key: value for key, value in (kept | bar.filter).items() if value}
        rows.append((title, bar.count, f"{reverse('members:roster')}?{urlencode(given)}"))
    return rows
