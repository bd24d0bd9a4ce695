"""One deed: how it stands, and the steps that are the viewer's to take."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.partners import actions, permissions, queries, rules
from xianfeng.partners.forms import STEPS, PaperForm, VersionForm
from xianfeng.partners.models import Deed
from xianfeng.partners.views import shown
from xianfeng.partners.views.shared import looked_at, way
from xianfeng.ui import http
from xianfeng.ui.asking import by, tried

TITLES = {
    "agree_deed": gettext_lazy("同意"),
    "refuse_deed": gettext_lazy("不同意"),
    "withdraw_deed": gettext_lazy("收回提议"),
    "finish_deed": gettext_lazy("已办成"),
    "confirm_deed": gettext_lazy("确认办成了"),
    "drop_deed": gettext_lazy("不办了"),
}
_FIRST = ("agree_deed", "finish_deed", "confirm_deed")


@dataclass(frozen=True)
class Step:
    """A step as the page offers it: where it goes, what it asks, whether it stands open."""

    title: str
    action: str
    form: Any
    first: bool
    opened: bool


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one deed with the steps that are the viewer's to take."""
    return _page(request, _row(request, pk))


@require_POST
def step(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step; what is to be put right comes back on the deed's page."""
    row = _row(request, pk)
    if verb not in TITLES:
        raise Http404
    if rules.DEED.edge(verb).by not in _sides(request, row):
        raise Denied
    form = _shape(request, row, verb)(request.POST, auto_id=f"id_{verb}_%s")

    def act() -> str:
        getattr(actions, verb)(**by(request), deed=row, **form.cleaned_data)
        if request.POST.get("back") != "list":
            return reverse("partners:deed", args=[pk])
        messages.success(request, _("已办：%(title)s") % {"title": row.title})
        return reverse("partners:deeds")

    return tried(request, form, act, again=True) or _page(request, _row(request, pk), verb, form)


def _page(request: Request, row: Deed, tried: str = "", form: Any = None) -> HttpResponse:
    context = {
        "deed": row,
        "line": shown.line(row, http.as_of(request)),
        "pairs": shown.pairs_of(row),
        "steps": _steps(request, row, tried, form),
        "history": shown.history(queries.history(request.viewer, row)),
        "way": _way(row),
    }
    status = 200 if form is None else 422
    return render(request, "partners/deed.html", context, status=status)


def _steps(request: Request, row: Deed, tried: str, form: Any) -> list[Step]:
    """Return the steps of the viewer's sides; one that was tried stands open."""
    verbs = rules.DEED.verbs(row.state, _sides(request, row))
    verbs += [tried] if tried and tried not in verbs else []
    return sorted(
        (
            Step(
                _title(request, row, verb),
                reverse("partners:step", args=[row.pk, verb]),
                form if verb == tried else _fresh(request, row, verb),
                verb in _FIRST,
                verb == tried,
            )
            for verb in verbs
        ),
        key=lambda one: not one.first,
    )


def _title(request: Request, row: Deed, verb: str) -> str:
    if verb == "confirm_deed" and permissions.on_paper(request.viewer, row):
        return _("代录对方的确认")
    return str(TITLES[verb])


def _shape(request: Request, row: Deed, verb: str) -> type[VersionForm]:
    """Return the form of a step; a confirmation on paper says whose word it was."""
    if verb == "confirm_deed" and permissions.on_paper(request.viewer, row):
        return PaperForm
    return STEPS[verb]


def _fresh(request: Request, row: Deed, verb: str) -> Any:
    """Return the form of a step with what is known: the agreed day, and today."""
    today = clock.today()
    first = {
        "version": row.version,
        "due_on": row.due_on,
        "done_on": today,
        "confirmed_on": today,
    }
    return _shape(request, row, verb)(initial=first, auto_id=f"id_{verb}_%s")


def _row(request: Request, pk: int) -> Deed:
    looked_at(request)
    return get_object_or_404(queries.deeds_visible_to(request.viewer), pk=pk)


def _sides(request: Request, row: Deed) -> frozenset[str]:
    return permissions.sides(request.viewer, row, clock.today())


def _way(row: Deed) -> list[tuple[str, str]]:
    if row.pair is not None:
        return way((row.pair.other_side, shown.address(row)), (row.title, ""))
    return way((_("双服务"), reverse("partners:communities")), (row.title, ""))
