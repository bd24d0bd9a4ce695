"""A relation: a pair, or a unit with the community where it checked in; its deeds both ways."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.partners import actions, permissions, queries, rules
from xianfeng.partners.enums import Direction, Side
from xianfeng.partners.forms import ProposeForm, RecordForm
from xianfeng.partners.models import Deed, Pair
from xianfeng.partners.views import shown
from xianfeng.partners.views.shared import looked_at, one_form, way
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by

PAIR, COMMUNITY = "pair", "community"


@require_safe
def detail(request: Request, sort: str, pk: int) -> HttpResponse:
    """Show a relation with the deeds of a year, both directions side by side."""
    row, day = _row(request, sort, pk), http.as_of(request)
    years = queries.years(request.viewer, row, day)
    year = next((one for one in years if str(one) == request.GET.get("year")), years[0])
    found = queries.of_relation(request.viewer, row, year)
    context = {
        "row": row,
        "sort": sort,
        "other": shown.other_of(row),
        "year": year,
        "years": years,
        "columns": _columns(row, found, day),
        "count": sum(deed.state in rules.COUNTED for deed in found),
        "needed": rules.NEEDED if sort == PAIR else 0,
        "about": _about(row),
        "writes": _open(row) and bool(permissions.speaks(request.viewer, row)),
        "ends": sort == PAIR and _open(row) and permissions.may_record(request.viewer, row.unit),
        "urls": {name: reverse(f"partners:{sort}_{name}", args=[pk]) for name in _WAYS},
        "way": _way(sort, (shown.other_of(row), "")),
    }
    return render(request, "partners/relation.html", context)


@require_http_methods(BOTH)
def propose(request: Request, sort: str, pk: int) -> HttpResponse:
    """Ask what is proposed; posted, propose it to the other side."""
    row = _written(request, sort, pk)
    form = ProposeForm(bound(request), shown.ways(row), initial=_first(request, row))

    def act() -> str:
        due_on = form.cleaned_data["due_on"]
        deed = actions.propose_deed(**by(request), relation=row, said=form.said(), due_on=due_on)
        return reverse("partners:deed", args=[deed.pk])

    voiced = permissions.voiced(row, clock.today())
    lead = _("对方同意后算商定。") if voiced else _("对方没有账号：当面商定的，在这里代录。")
    return one_form(request, form, act, _asked(row, sort, _("提议一件实事"), _("提议"), lead))


@require_http_methods(BOTH)
def record(request: Request, sort: str, pk: int) -> HttpResponse:
    """Ask what was done; posted, write it down in one go."""
    row = _written(request, sort, pk)
    voiced = permissions.voiced(row, clock.today())
    first = _first(request, row) | {"done_on": clock.today()}
    form = RecordForm(bound(request), shown.ways(row), voiced=voiced, initial=first)

    def act() -> str:
        told = form.cleaned_data
        actions.record_deed(
            **by(request), relation=row, said=form.said(), done_on=told["done_on"],
            confirmed_by=told.get("confirmed_by", ""),
        )  # fmt: skip
        return shown.address(row)

    lead = _("写一句什么事就行，其余可以不填。受益的一方登记即为确认，办事的一方登记后等对方确认。")
    return one_form(request, form, act, _asked(row, sort, _("登记一件已办的"), _("登记"), lead))


_WAYS = ("propose", "record")


def _asked(row: Any, sort: str, title: str, label: str, lead: str) -> Asked:
    here = (shown.other_of(row), shown.address(row))
    return Asked(title, _way(sort, here, (title, "")), label, lead)


def _way(sort: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    if sort == PAIR:
        return way(*more)
    return way((_("双服务"), reverse("partners:communities")), *more)


def _row(request: Request, sort: str, pk: int) -> Any:
    looked_at(request)
    seen: Any = queries.pairs_visible_to if sort == PAIR else queries.checkins_visible_to
    return get_object_or_404(seen(request.viewer), pk=pk)


def _written(request: Request, sort: str, pk: int) -> Any:
    """Return a relation to which the viewer may write; Denied who only reads it."""
    row = _row(request, sort, pk)
    if not permissions.speaks(request.viewer, row):
        raise Denied
    return row


def _open(row: Any) -> bool:
    return row.until_on is None and getattr(row, "state", "") != "refused"


def _first(request: Request, row: Any) -> dict[str, Any]:
    """Return the direction in which the viewer's own side does something."""
    ours = Side.UNIT in permissions.speaks(request.viewer, row)
    return {"direction": Direction.GIVEN.value if ours else Direction.RECEIVED.value}


def _columns(row: Any, found: list[Deed], day: Any) -> list[tuple[str, list[shown.Line]]]:
    return [
        (title, [shown.line(deed, day) for deed in found if deed.direction == direction])
        for direction, title in shown.ways(row)
    ]


def _about(row: Any) -> list[tuple[str, Any]]:
    if isinstance(row, Pair):
        kind = row.get_named_kind_display() if row.named else ""
        said = [(_("对方类别"), kind), (_("结对日期"), row.from_on), (_("结束日期"), row.until_on),
                (_("结对做什么"), row.aim)]  # fmt: skip
    else:
        said = [(_("报到日期"), row.from_on), (_("结束日期"), row.until_on),
                (_("共建约定"), row.agreement)]  # fmt: skip
    return [(_("党组织"), row.unit.name), *((k, v) for k, v in said if v)]
