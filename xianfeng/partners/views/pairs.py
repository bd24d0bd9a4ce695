"""Pairing a branch, and ending a pair."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.partners import actions, permissions, queries
from xianfeng.partners.actions import Partner
from xianfeng.partners.forms import EndForm, PairForm
from xianfeng.partners.views.shared import looked_at, one_form, way
from xianfeng.ui.asking import BOTH, Asked, bound, by


@require_http_methods(BOTH)
def create(request: Request) -> HttpResponse:
    """Ask with whom a branch is paired; posted, pair it."""
    looked_at(request)
    today = clock.today()
    branches = list(queries.own_branches(request.viewer, today))
    if not branches:
        raise Http404
    places = queries.places(request.viewer)
    form = PairForm(bound(request), branches, places, initial={"from_on": today})

    def act() -> str:
        pair = actions.pair_up(
            **by(request), unit=form.unit_of(), partner=_partner(request, form),
            from_on=form.cleaned_data["from_on"], aim=form.cleaned_data["aim"],
        )  # fmt: skip
        return reverse("partners:pair", args=[pair.pk])

    title = _("新结对")
    lead = _("对方三项里只填一项。结对以后每年办三件以上实事，哪一方办的都算。")
    return one_form(request, form, act, Asked(title, way((title, "")), _("结对"), lead))


@require_http_methods(BOTH)
def end(request: Request, pk: int) -> HttpResponse:
    """Ask from which day a pair is no more; posted, end it."""
    pair = get_object_or_404(queries.pairs_visible_to(request.viewer), pk=pk)
    if not permissions.may_record(request.viewer, pair.unit):
        raise Denied
    first = {"version": pair.version, "until_on": clock.today()}
    form, page = EndForm(bound(request), initial=first), reverse("partners:pair", args=[pk])

    def act() -> str:
        actions.end_pair(**by(request), pair=pair, **form.cleaned_data)
        return page

    title = _("结束结对")
    lead = _("%(unit)s与%(other)s") % {"unit": pair.unit.name, "other": pair.other_side}
    return one_form(request, form, act, Asked(title, way((lead, page), (title, "")), title, lead))


def _partner(request: Request, form: PairForm) -> Partner:
    """Return the other side as it was chosen or typed. Raises Refused."""
    told, other = form.cleaned_data, None
    if said := told["other"].strip():
        other = queries.partner_named(request.viewer, said, clock.today())
        if other is None:
            raise Refused(_("没有找到这个名称或编码的党支部，请写全称或编码。"), "other")
    return Partner(form.place_of(), other, told["named"], told["named_kind"])
