"""A unit's templates of a year: begun, written, published."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.duties import rulebook
from xianfeng.kernel import figures
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.responsibility import actions, permissions, queries
from xianfeng.responsibility.forms import (
    HiddenYearForm,
    LinesForm,
    MeasuredForm,
    VersionForm,
    YearForm,
)
from xianfeng.responsibility.views.shared import (
    managed,
    one_form,
    templates_page,
    to_home,
    to_templates,
    year_of,
)
from xianfeng.ui.asking import BOTH, Asked, bound, by


@require_safe
def detail(request: Request, code: str) -> HttpResponse:
    """Show a unit's templates of a year, item by item with what measures each."""
    unit, year = managed(request, code), year_of(request)
    rules = {rule.id: rule.title for rule in rulebook.every()}
    known = {figure.id: figure for figure in figures.every()}
    own = list(queries.in_use(request.viewer, unit, year))
    context = {
        "unit": unit,
        "year": year,
        "years": (year - 1, year + 1),
        "templates": [(one, _shown(one, rules, known)) for one in own],
        "drafts": any(one.published_on is None for one in own),
        "published": any(one.published_on is not None for one in own),
        "way": to_home((_("%(year)s 年模板") % {"year": year}, "")),
    }
    return render(request, "responsibility/templates.html", context)


@require_http_methods(BOTH)
def begin(request: Request, code: str) -> HttpResponse:
    """Begin a year's templates."""
    unit = managed(request, code)
    form = YearForm(bound(request), initial={"year": year_of(request)})

    def act() -> str:
        actions.begin_templates(**by(request), unit=unit, **form.cleaned_data)
        return templates_page(unit, form.cleaned_data["year"])

    title = _("新立一年的模板")
    lead = _("第一责任、直接责任、一岗双责各一份：有上一年的就照抄，没有的用常用内容，可以再改。")
    return one_form(request, form, act, Asked(title, to_home((title, "")), _("新立"), lead))


@require_http_methods(BOTH)
def publish(request: Request, code: str) -> HttpResponse:
    """Publish a year's templates."""
    lead = _("发布后，可以按模板给本组织和下级的任职人下发清单。")
    return _year_step(request, code, actions.publish_templates, _("发布模板"), lead)


@require_http_methods(BOTH)
def reopen(request: Request, code: str) -> HttpResponse:
    """Take the publication back."""
    lead = _("收回后可以修改模板；已经下发的清单不变。")
    return _year_step(request, code, actions.reopen_templates, _("收回发布"), lead)


@require_http_methods(BOTH)
def add_lines(request: Request, pk: int) -> HttpResponse:
    """Add items that are noted by hand."""
    template = _own(request, pk)
    form = LinesForm(bound(request), template.year, initial={"version": template.version})
    return _change(request, template, form, actions.add_lines, _("添加登记的事项"))


@require_http_methods(BOTH)
def add_measured(request: Request, pk: int) -> HttpResponse:
    """Add an item that facts measure."""
    template = _own(request, pk)
    form = MeasuredForm(bound(request), initial={"version": template.version})

    def act() -> str:
        about = {"template": template, "version": form.cleaned_data["version"]}
        actions.add_measured(**by(request), **about, line=form.entry())
        return templates_page(template.unit, template.year)

    title = _("添加由记录得出的事项")
    asked = Asked(title, to_templates(template.unit, template.year, (title, "")), _("添加"))
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def remove(request: Request, pk: int) -> HttpResponse:
    """Take an item out of a template."""
    seen = queries.templates_to(request.viewer).filter(items=pk)
    template = _own(request, get_object_or_404(seen).pk)
    item = get_object_or_404(template.items.all(), pk=pk)
    form = VersionForm(bound(request), initial={"version": template.version})

    def act() -> str:
        actions.remove_line(**by(request), item=item, **form.cleaned_data)
        return templates_page(template.unit, template.year)

    title = _("去掉这一项")
    way = to_templates(template.unit, template.year, (title, ""))
    return one_form(request, form, act, Asked(title, way, title, item.text))


def _change(request: Request, template: Any, form: Any, verb: Any, title: str) -> HttpResponse:
    def act() -> str:
        verb(**by(request), template=template, **form.cleaned_data)
        return templates_page(template.unit, template.year)

    way = to_templates(template.unit, template.year, (title, ""))
    return one_form(request, form, act, Asked(title, way, _("添加"), str(template)))


def _year_step(request: Request, code: str, verb: Any, title: str, lead: str) -> HttpResponse:
    unit, year = managed(request, code), year_of(request)
    form = HiddenYearForm(bound(request), initial={"year": year})

    def act() -> str:
        verb(**by(request), unit=unit, **form.cleaned_data)
        return templates_page(unit, form.cleaned_data["year"])

    return one_form(
        request, form, act, Asked(title, to_templates(unit, year, (title, "")), title, lead)
    )


def _own(request: Request, pk: int) -> Any:
    template = get_object_or_404(queries.templates_to(request.viewer), pk=pk)
    if not permissions.may_manage(request.viewer, template.unit):
        raise Denied
    return template


def _shown(template: Any, rules: dict[str, str], known: dict[str, Any]) -> list[Any]:
    """Return each item with the title of the rule and the figure that measure it."""
    return [
        (item, rules.get(item.rule, item.rule), known.get(item.figure))
        for item in template.items.all()
    ]
