"""What a report page is asked for: unit, span of days, and what to choose next."""

from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel import clock
from xianfeng.kernel.periods import Cycle, between, period_of
from xianfeng.kernel.requests import Request
from xianfeng.reports import rules
from xianfeng.reports.queries import values
from xianfeng.reports.queries.values import Scope
from xianfeng.reports.rules import Span
from xianfeng.reports.texts import links

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SpanForm(forms.Form):
    """A unit and a span of days."""

    unit = forms.ChoiceField(label=_("党组织"), required=False)
    first = forms.DateField(label=_("从"), required=False)
    last = forms.DateField(label=_("到"), required=False)

    def add_prefix(self, field_name: str) -> str:
        """Name the days as addresses do."""
        return {"first": "from", "last": "to"}.get(field_name, field_name)


@dataclass(frozen=True)
class Asked:
    """The part of the tree and the days that a page is about."""

    scope: Scope
    span: Span

    @property
    def query(self) -> str:
        """Return the same question as an address asks it."""
        return links.query(self.span, self.scope.code)


def of(request: Request) -> Asked:
    """Return what the address asks for; 404 for a unit that the viewer may not see."""
    scope = values.scope(request.viewer, request.GET.get("unit", ""))
    if scope is None:
        raise Http404
    period, first, last = (request.GET.get(name, "") for name in ("period", "from", "to"))
    return Asked(scope, rules.asked_span(period, first, last, clock.today()))


def form(request: Request, asked: Asked) -> SpanForm:
    """Return the form that shows what is asked, with the units and periods to go to."""
    today = clock.today()
    made = SpanForm(
        {
            "unit": asked.scope.code,
            "from": asked.span.first.isoformat(),
            "to": asked.span.last.isoformat(),
        }
    )
    made.fields["unit"].choices = values.choices(request.viewer, asked.scope, today)
    return made


def picks(asked: Asked) -> list[tuple[str, str, bool]]:
    """Return (title, query, is shown now) of the periods of the shown year, and its neighbours."""
    today, year = clock.today(), asked.span.last.year
    found = [period_of(asked.span.last.replace(year=near, day=1), Cycle.YEAR)
             for near in (year - 1, year, year + 1)]  # fmt: skip
    for cycle in (Cycle.HALF, Cycle.QUARTER, Cycle.MONTH):
        found += between(found[1].start, found[1].end, cycle)
    spans = [
        (period.title, rules.so_far(period, today)) for period in found if period.start <= today
    ]
    code = asked.scope.code
    own = f"{year}年"
    return [
        (title.removeprefix(own) or title, links.query(span, code), span == asked.span)
        for title, span in spans
    ]
