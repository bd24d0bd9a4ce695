"""Issuing a year's lists to a whole part: who would get one, and then all at once."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.responsibility import actions, queries, rules
from xianfeng.responsibility.enums import Standing
from xianfeng.responsibility.forms import IssueForm
from xianfeng.responsibility.views.shared import managed, one_form, to_home, year_of
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by

READY, DRAFTED, WITHOUT = "ready", "drafted", "without"


@require_http_methods(BOTH)
def issue(request: Request, code: str) -> HttpResponse:
    """Show what would be issued, each number with its list, and issue it."""
    unit, year, today = managed(request, code), year_of(request), clock.today()
    initial = {"year": year, "sign_by": rules.sign_by(today)}
    form = IssueForm(bound(request), initial=initial)

    def act() -> str:
        actions.issue_lists(**by(request), unit=unit, **form.cleaned_data)
        return f"{reverse('responsibility:list')}?year={form.cleaned_data['year']}"

    groups = _groups(request, unit, year, today)
    show = request.GET.get("show", READY)
    chosen = next((slots for key, _words, slots in groups if key == show), [])
    more = {
        "unit": unit, "year": year, "groups": groups, "show": show,
        "page": http.page_of(request, chosen),
        "able": any(slots for key, _words, slots in groups if key in {READY, DRAFTED}),
    }  # fmt: skip
    title = _("下发 %(year)s 年责任清单") % {"year": year}
    asked = Asked(title, to_home((title, "")), _("下发"), unit.name)
    return one_form(request, form, act, asked, "responsibility/issue.html", **more)


def _groups(request: Request, unit: Any, year: int, today: Any) -> list[tuple[str, str, list[Any]]]:
    """Return (key, words, posts) of each count of the preview."""
    templates = queries.applicable(request.viewer, unit, year)
    slots = queries.coverage(request.viewer, year, today, unit.path)
    missing = [slot for slot in slots if slot.standing == Standing.MISSING]
    before = {Standing.VACANT, Standing.CHANGED, Standing.DRAFTED, Standing.MISSING}

    def of(standing: Standing) -> list[Any]:
        return [slot for slot in slots if slot.standing == standing]

    return [
        (READY, _("将下发"), [slot for slot in missing if slot.kind in templates]),
        (DRAFTED, _("已起草，一并下发"), of(Standing.DRAFTED)),
        ("issued", _("已经下发"), [slot for slot in slots if slot.standing not in before]),
        ("vacant", _("职务空缺"), of(Standing.VACANT)),
        ("changed", _("已换人，要交接"), of(Standing.CHANGED)),
        (WITHOUT, _("没有已发布的模板"), [s for s in missing if s.kind not in templates]),
    ]
