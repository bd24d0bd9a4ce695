"""One voice: a code from paper, five words to choose from, and thanks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.ratings import actions, permissions, queries, rules
from xianfeng.ratings.forms import VoiceForm
from xianfeng.ratings.models import Slip
from xianfeng.ratings.rules import Standing
from xianfeng.ratings.views.public.gate import public
from xianfeng.ui.public import switch_large

_LONGEST = 60


@public
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take a code typed from paper, any way it was typed, and go to its page."""
    if request.method != "POST":
        return render(request, "ratings/public/code.html")
    typed = request.POST.get("code", "")[:_LONGEST]
    if queries.by_code(permissions.NOBODY, typed) is None:
        return _unknown(request, typed, 422)
    return redirect("rate:voice", typed=rules.normal_code(typed))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: HttpRequest, typed: str) -> HttpResponse:
    """Ask how content somebody is with the unit of their slip; posted, take it once."""
    slip = queries.by_code(permissions.NOBODY, typed)
    if slip is None:
        return _unknown(request, typed[:_LONGEST], 404)
    standing, form = _standing(slip), VoiceForm(request.POST or None)
    if standing != Standing.READY:
        return _stands(request, slip, standing, typed)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_voice(at=clock.now(), slip=slip, **form.cleaned_data)
            return redirect("rate:done")
        except Refused as refusal:  # somebody else's hand was quicker
            if refusal.field not in form.fields:
                return redirect("rate:voice", typed=rules.normal_code(typed))
            form.add_error(refusal.field, refusal.message)
    context = {"form": form, "rated": slip.rated, "typed": rules.normal_code(typed)}
    return render(request, "ratings/public/voice.html", context, status=422 if form.errors else 200)


@public
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Say thanks; the page knows nothing of who came."""
    return render(request, "ratings/public/done.html")


@public
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch 长辈版 on or off, and go back to the page where the switch was."""
    back = rules.normal_code(request.POST.get("back", ""))
    onward = redirect("rate:voice", typed=back) if back else redirect("rate:code")
    return switch_large(request, onward, reverse("rate:code"))


def _standing(slip: Slip) -> Standing:
    held = slip.rated.round
    return rules.standing(held.state, slip.state, held.from_on, held.until_on, clock.today())


def _stands(request: HttpRequest, slip: Slip, standing: Standing, typed: str) -> HttpResponse:
    """Say calmly why there is nothing to do with this slip."""
    context = {"standing": standing, "rated": slip.rated, "typed": rules.normal_code(typed)}
    status = 409 if request.method == "POST" else 200
    return render(request, "ratings/public/stands.html", context, status=status)


def _unknown(request: HttpRequest, typed: str, status: int) -> HttpResponse:
    page = {"typed": typed, "unknown": True}
    return render(request, "ratings/public/code.html", page, status=status)
