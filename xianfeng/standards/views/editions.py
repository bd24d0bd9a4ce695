"""Standards: which there are, one with its items, and writing one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.duties import rulebook
from xianfeng.kernel import clock, figures
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.standards import actions, permissions, queries
from xianfeng.standards.forms import (
    CopyForm,
    ItemForm,
    ItemsForm,
    ReasonForm,
    StandardForm,
    VersionForm,
)
from xianfeng.standards.views.shared import (
    one_form,
    own_standard,
    standard_of,
    to_standard,
    unit_of,
)
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by
from xianfeng.units import queries as units_queries
from xianfeng.units.permissions import MANAGERS, RECORDERS


@require_safe
def home(request: Request) -> HttpResponse:
    """Show the standards of the viewer's part, and the way to their own branch."""
    viewer = request.viewer
    page = http.page_of(request, queries.standards_to(viewer))
    own = units_queries.visible_to(viewer)
    context = {
        "page": page,
        "branches": own.filter(path__in=viewer.paths(RECORDERS)),
        "publishers": own.filter(path__in=viewer.paths(MANAGERS)),
    }
    return render(request, "standards/home.html", context)


@require_http_methods(BOTH)
def create(request: Request, code: str) -> HttpResponse:
    """Begin a standard."""
    unit = unit_of(request, code)
    if not permissions.may_publish(request.viewer, unit):
        raise Denied
    form = StandardForm(bound(request), initial={"year": clock.today().year})

    def act() -> str:
        return _page(actions.create_standard(**by(request), unit=unit, **form.cleaned_data))

    way = [(_("支部标准化"), reverse("standards:home")), (unit.name, "")]
    return one_form(request, form, act, Asked(_("新立标准"), way, _("保存"), _later()))


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a standard: its items by group, with what measures each."""
    standard = standard_of(request, pk)
    rules = {rule.id: rule.title for rule in rulebook.every()}
    known = {figure.id: figure for figure in figures.every()}
    items = [
        (item, rules.get(item.rule, ""), known.get(item.figure)) for item in standard.items.all()
    ]
    context = {
        "standard": standard,
        "way": to_standard(standard),
        "items": items,
        "may": permissions.may_publish(request.viewer, standard.unit),
        "draft": standard.published_on is None,
    }
    return render(request, "standards/detail.html", context)


@require_http_methods(BOTH)
def add_lines(request: Request, pk: int) -> HttpResponse:
    """Add items that branches answer."""
    standard = own_standard(request, pk)
    form = ItemsForm(bound(request), initial={"version": standard.version})
    return _change(request, standard, form, actions.add_items, _("添加自查项"))


@require_http_methods(BOTH)
def add_item(request: Request, pk: int) -> HttpResponse:
    """Add an item that facts measure."""
    standard = own_standard(request, pk)
    form = ItemForm(bound(request), initial={"version": standard.version})
    return _change(request, standard, form, actions.add_item, _("添加计量项"))


@require_http_methods(BOTH)
def copy(request: Request, pk: int) -> HttpResponse:
    """Begin the next edition with the same items."""
    standard = own_standard(request, pk)
    form = CopyForm(bound(request), initial={"year": standard.year + 1})

    def act() -> str:
        made = actions.copy_edition(**by(request), standard=standard, **form.cleaned_data)
        return _page(made)

    title = _("另立一年的标准")
    asked = Asked(title, to_standard(standard, (title, "")), _("复制"))
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish an edition."""
    standard = own_standard(request, pk)
    form = VersionForm(bound(request), initial={"version": standard.version})
    lead = _("发布后不再修改，下面每个党支部都会有一份自查表，到期前提醒。")
    return _change(request, standard, form, actions.publish, _("发布"), lead)


@require_http_methods(BOTH)
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw an edition."""
    standard = own_standard(request, pk)
    form = ReasonForm(bound(request), initial={"version": standard.version})
    lead = _("撤回后不再提醒自查，已经填写的内容保留可查。")
    return _change(request, standard, form, actions.withdraw, _("撤回"), lead)


@require_http_methods(BOTH)
def remove(request: Request, pk: int) -> HttpResponse:
    """Take an item out of a draft."""
    seen = queries.standards_to(request.viewer).filter(items=pk)
    standard = own_standard(request, get_object_or_404(seen).pk)
    item = get_object_or_404(standard.items.all(), pk=pk)
    form = VersionForm(bound(request), initial={"version": standard.version})

    def act() -> str:
        return _page(actions.remove_item(**by(request), item=item, **form.cleaned_data))

    title = _("去掉这一项")
    asked = Asked(title, to_standard(standard, (title, "")), title, item.text)
    return one_form(request, form, act, asked)


def _change(
    request: Request, standard: Any, form: Any, verb: Any, title: str, lead: str = ""
) -> HttpResponse:
    def act() -> str:
        return _page(verb(**by(request), standard=standard, **form.cleaned_data))

    asked = Asked(title, to_standard(standard, (title, "")), title, lead)
    return one_form(request, form, act, asked)


def _page(standard: Any) -> str:
    return reverse("standards:detail", args=[standard.pk])


def _later() -> str:
    return _("先写名称和期限，再添加内容，最后发布。")
