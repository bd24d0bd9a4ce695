"""Model branches: the list, naming one, and taking the name back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.standards import actions, permissions, queries
from xianfeng.standards.forms import NameForm, TakeBackForm
from xianfeng.standards.views.shared import one_form, to_branch, unit_of
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by
from xianfeng.units import queries as units_queries


@require_safe
def listing(request: Request) -> HttpResponse:
    """List the model branches in the fixed order of units."""
    page = http.page_of(request, queries.models_to(request.viewer))
    rows = [(row, permissions.may_publish(request.viewer, row.named_by)) for row in page]
    way = [(_("支部标准化"), reverse("standards:home")), (_("示范支部"), "")]
    return render(request, "standards/models.html", {"page": page, "rows": rows, "way": way})


@require_http_methods(BOTH)
def name(request: Request, code: str) -> HttpResponse:
    """Name a branch a model."""
    unit, viewer = unit_of(request, code), request.viewer
    if not permissions.is_superior(viewer, unit):
        raise Denied
    above = [each for each in units_queries.ancestors(viewer, unit) if each.pk != unit.pk]
    superiors = [each for each in above if permissions.may_publish(viewer, each)]
    form = NameForm(bound(request), superiors, clock.today())

    def act() -> str:
        actions.name_model(**by(request), unit=unit, **form.cleaned_data)
        return reverse("standards:models")

    title = _("认定示范支部")
    return one_form(
        request, form, act, Asked(title, to_branch(unit, (title, "")), _("认定"), unit.name)
    )


@require_http_methods(BOTH)
def end(request: Request, pk: int) -> HttpResponse:
    """Take the name back."""
    model = get_object_or_404(queries.models_to(request.viewer), pk=pk)
    if not permissions.may_publish(request.viewer, model.named_by):
        raise Denied
    form = TakeBackForm(bound(request), initial={"on": clock.today()})

    def act() -> str:
        actions.take_back_model(**by(request), model=model, **form.cleaned_data)
        return reverse("standards:models")

    title, way = _("取消示范支部"), to_branch(model.unit, (_("取消示范支部"), ""))
    return one_form(request, form, act, Asked(title, way, title, model.unit.name))
