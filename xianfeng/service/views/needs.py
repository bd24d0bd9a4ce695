"""The map of needs: where what is asked for, when, and which skills are short."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.checkin.enums import Part, Skill, Wish
from xianfeng.kernel.requests import Request
from xianfeng.service import permissions
from xianfeng.service.forms.needs import HandsForm, SpanForm
from xianfeng.service.queries import desk
from xianfeng.service.queries import needs as queries
from xianfeng.service.queries.needs import Needs, Short, Span
from xianfeng.service.views import shown
from xianfeng.ui import http

_SHADES = 4


@dataclass(frozen=True)
class Cell:
    """A count, where its rows are, and how dark it is: 0 to 4 of the most in the table."""

    number: int
    href: str
    shade: int


@dataclass(frozen=True)
class Line:
    """A row of a heat table; ``href`` looks into it where there is more to see."""

    title: str
    href: str
    cells: Sequence[Cell]
    total: Cell


@require_safe
def needs(request: Request) -> HttpResponse:
    """Show the heat tables, the charts beside them, and what is short."""
    viewer, day = request.viewer, http.as_of(request)
    if not permissions.may_survey(viewer):
        raise Http404
    form = SpanForm(request.GET, day)
    span = Span(*form.span(), place=queries.place_named(viewer, form.place_key()))
    found, short = queries.needs(viewer, span), queries.short(viewer, span)
    page = http.page_of(request, list(found.names.items()))
    short = [one for one in short if one.place is None or one.place in dict(page.object_list)]
    tables = [_places(found, span, page), _months(found, span), _parts(found, span)]
    context = {
        "form": form,
        "span": span,
        "categories": Wish.labels,
        "tables": [table for table in tables if table[1]],
        "page": page,
        "charts": _charts(found, span),
        "short": _short(short, span, queries.communities(viewer, short)),
        "whole": _whole(span),
    }
    return render(request, "service/needs.html", context)


@require_safe
def hands(request: Request) -> HttpResponse:
    """Show who of the members checked in has a skill."""
    viewer, day = request.viewer, http.as_of(request)
    form = HandsForm(request.GET)
    if not permissions.may_survey(viewer) or not form.is_valid():
        raise Http404
    said = form.cleaned_data
    page = http.page_of(request, queries.able(viewer, said["skill"], said["place"], day))
    title = _("会%(skill)s的报到党员") % {"skill": Skill(said["skill"]).label}
    way = shown.way((_("需求分布"), reverse("service:needs")), (title, ""))
    return render(request, "service/hands.html", {"page": page, "title": title, "way": way})


def _listed(wanted: desk.Wanted) -> str:
    """Return the address of the list behind a number."""
    said = {name: value for name, value in vars(wanted).items() if value}
    return f"{reverse('service:desk')}?{urlencode(said)}"


def _lines(
    rows: Sequence[tuple[str, str, Mapping[str, int], dict[str, Any]]], span: Span, most: int
) -> list[Line]:
    """Return (title, address, counts, how it is narrowed) rows with their cells shaded."""
    return [
        Line(
            title,
            href,
            [
                _cell(counts.get(category, 0), most, span.wanted(category=category, **narrow))
                for category in Wish.values
            ],
            _cell(sum(counts.values()), 0, span.wanted(**narrow)),
        )
        for title, href, counts, narrow in rows
    ]


def _most(counted: Iterable[Mapping[str, int]]) -> int:
    return max((number for counts in counted for number in counts.values()), default=0)


def _cell(number: int, most: int, wanted: desk.Wanted) -> Cell:
    shade = -(-number * _SHADES // most) if most else 0
    return Cell(number, _listed(wanted) if number else "", shade)


def _places(found: Needs, span: Span, page: Page[Any]) -> tuple[str, list[Line]]:
    """Return a page of places, shaded as in the whole table."""
    if span.place is not None:
        rows: list[Any] = [
            (name or _("网格不清楚"), "", found.places[key], {"place": key} if key else {})
            for key, name in page
        ]
        title = _("各网格")
    else:
        rows = [
            (str(name), _whole(span, place=key), found.places[key], {"place": key})
            for key, name in page
        ]
        title = _("各社区（点社区看网格）")
    return title, _lines(rows, span, _most(found.places.values()))


def _months(found: Needs, span: Span) -> tuple[str, list[Line]]:
    rows = []
    for first, counts in found.months.items():
        last = first.replace(day=monthrange(first.year, first.month)[1])
        narrow = {"since": max(first, span.since), "until": min(last, span.until)}
        rows.append((f"{first:%Y-%m}", "", counts, narrow))
    return _("各月"), _lines(rows, span, _most(found.months.values()))


def _parts(found: Needs, span: Span) -> tuple[str, list[Line]]:
    named = [*Part.choices, ("", _("什么时候都行"))]
    rows = [
        (str(label), "", found.parts[part], {"part": part or desk.NO_PART})
        for part, label in named
        if part in found.parts
    ]
    return _("各时段"), _lines(rows, span, _most(found.parts.values()))


def _charts(found: Needs, span: Span) -> list[tuple[str, str, list[tuple[str, int, str]]]]:
    kinds = [
        (str(label), found.totals[category], _listed(span.wanted(category=category)))
        for category, label in Wish.choices
        if category in found.totals
    ]
    months = [(line.title, line.total.number, line.total.href) for line in _months(found, span)[1]]
    charts = [(_("各类需求"), "pie", kinds), (_("各月需求"), "bar", months)]
    return [chart for chart in charts if chart[2]]


def _short(rows: list[Short], span: Span, names: Mapping[int, str]) -> list[dict[str, Any]]:
    found = []
    for one in rows:
        key = one.place or (span.place.pk if span.place else None)
        skill = {"skill": one.skill} | ({"place": key} if key else {})
        found.append(
            {
                "row": one,
                "place": names.get(one.place, "") if one.place else "",
                "skill": Skill(one.skill).label,
                "unmet": _listed(span.wanted(box=desk.UNMET, **skill)) if one.unmet else "",
                "waiting": _listed(span.wanted(box=desk.SEEKING, **skill)),
                "hands": f"{reverse('service:hands')}?{urlencode(skill)}" if one.hands else "",
            }
        )
    return found


def _whole(span: Span, place: int | None = None) -> str:
    said: dict[str, date | int] = {"since": span.since, "until": span.until}
    said |= {"place": place} if place else {}
    return f"{reverse('service:needs')}?{urlencode(said)}"
