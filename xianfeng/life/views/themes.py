"""Themes of a month: offered from above, taken or not; and the fixed day."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.kernel import clock
from xianfeng.life import actions, permissions, queries
from xianfeng.life.forms import FixedDayForm, ThemeForm
from xianfeng.life.views import common
from xianfeng.ui import http


@require_http_methods(["GET", "POST"])
def themes(request: HttpRequest) -> HttpResponse:
    """List the themes offered to the viewer's units; publish one."""
    units = queries.publishing_units(request.viewer)
    month = {"month": f"{clock.today():%Y-%m}"}
    form = ThemeForm(common.bound(request, "publish"), units=units, initial=month)
    own = queries.own_branches(request.viewer)
    answer = common.done(request, form, lambda f: _publish(request, f), reverse("life:themes"))
    offered = queries.themes_visible_to(request.viewer)
    context = {
        "page": http.page_of(request, offered),
        "form": form if units else None,
        "branches": [(unit, queries.fixed_day(request.viewer, unit)) for unit in own],
        "this_month": clock.today().replace(day=1) if own else None,
    }
    return answer or render(request, "life/themes.html", context)


@require_GET
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a theme and which of the viewer's units took it, in the fixed order of units."""
    found = get_object_or_404(queries.themes_visible_to(request.viewer), pk=pk)
    context = {
        "theme": found,
        "page": http.page_of(request, queries.taken(request.viewer, found)),
        "may_withdraw": permissions.may_publish(request.viewer, found.unit),
        "usable": found.month == clock.today().replace(day=1)
        and bool(queries.own_branches(request.viewer)),
    }
    return render(request, "life/theme.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a theme no longer."""
    found = get_object_or_404(queries.themes_visible_to(request.viewer), pk=pk)

    def act() -> None:
        actions.withdraw_theme(actor=request.viewer, at=clock.now(), theme=found)

    return common.dropped(request, act, reverse("life:theme", args=[pk]))


@require_http_methods(["GET", "POST"])
def fixed_day(request: HttpRequest, code: str) -> HttpResponse:
    """Set the fixed day of a unit's theme day."""
    unit = get_object_or_404(queries.recordable_units(request.viewer), code=code)
    day = {"day": queries.fixed_day(request.viewer, unit)}
    form = FixedDayForm(request.POST if request.method == "POST" else None, initial=day)
    lead = _("主题党日每月相对固定一天；定下后显示在党员和书记的工作台上。")
    shown = {"title": f"{unit.name} {_('主题党日')}", "lead": lead, "label": _("保存")}

    def act(filled: Any) -> None:
        actions.set_fixed_day(
            actor=request.viewer, at=clock.now(), unit=unit, day=filled.cleaned_data["day"]
        )

    return common.one_form(request, form, act, reverse("life:themes"), **shown)


def _publish(request: HttpRequest, form: Any) -> None:
    stated = dict(form.cleaned_data)
    units = queries.publishing_units(request.viewer)
    unit = next(each for each in units if each.code == stated.pop("unit"))
    actions.publish_theme(actor=request.viewer, at=clock.now(), unit=unit, **stated)
