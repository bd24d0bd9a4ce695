"""Looking a request up by its number, taking it back, saying how it went, asking again."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.service import actions, queries, rules
from xianfeng.service.models import Request
from xianfeng.service.views.public import draft, standing
from xianfeng.service.views.public.asking import RatingForm
from xianfeng.service.views.public.gate import RESIDENT, let_in, public, too_often


def _held(request: HttpRequest) -> Request | None:
    """Return the request whose number this browser holds."""
    return queries.by_number(RESIDENT, draft.read(request, clock.now()).get("number", ""))


@public
def done(request: HttpRequest) -> HttpResponse:
    """Give the number, the promised day and the way to ask; fit to be printed."""
    found = _held(request)
    if found is None:
        return render(request, "service/public/lookup.html")
    address = request.build_absolute_uri(reverse("ask:status")).partition("//")[2]
    page = {"asked": found, "groups": standing.in_groups(found.number), "number": 5}
    page["address"] = address
    return render(request, "service/public/done.html", page)


@public
def status(request: HttpRequest) -> HttpResponse:
    """Take a number, typed any way, and say how its request stands.

    A wrong number and one that cannot be one are looked up and answered alike.
    """
    if request.method == "POST":
        if not let_in(request, "lookup"):
            return too_often(request)
        typed = request.POST.get("number", "")[:60]
        sought = rules.normal_number(typed) or rules.new_number()
        found = queries.by_number(RESIDENT, sought)
        if found is None:
            page = {"typed": typed, "unknown": True}
            return render(request, "service/public/lookup.html", page, status=422)
        return draft.keep(redirect("ask:status"), {"number": found.number}, clock.now())
    found = _held(request)
    if found is None:
        return render(request, "service/public/lookup.html")
    return render(request, "service/public/status.html", _page(found))


@public
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Take the request back."""

    def act(found: Request) -> None:
        actions.cancel_request(actor=RESIDENT, at=clock.now(), request=found, number=found.number)

    return _done_to(request, act, _("已经取消。"))


@public
@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """Say how it went, once."""
    form = RatingForm(request.POST)
    found = _held(request)
    if found is not None and not form.is_valid():
        page = _page(found) | {"form": form, "words": request.POST.get("words", "")[:400]}
        return render(request, "service/public/status.html", page, status=422)

    def act(found: Request) -> None:
        actions.rate_request(
            actor=RESIDENT,
            at=clock.now(),
            request=found,
            number=found.number,
            stars=form.cleaned_data["stars"],
            text=form.cleaned_data["words"],
        )

    return _done_to(request, act, _("谢谢您的评价。"))


@public
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Begin another request like this one; how to be reached is asked anew."""
    found = _held(request)
    if found is None:
        return redirect("ask:status")
    said = {
        "key": str(uuid4()),
        "category": found.category,
        "text": found.text[:100],
        "place": str(found.grid_id or found.community_id),
    }
    return draft.keep(redirect("ask:what"), {"draft": said}, clock.now())


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take from this browser what it holds, for a telephone or computer that others use too."""
    return draft.keep(redirect("ask:status"), {}, clock.now())


def _done_to(request: HttpRequest, act: Callable[[Request], object], thanks: str) -> HttpResponse:
    """Do something to the request this browser holds, and show how it stands then."""
    found = _held(request)
    if found is not None:
        try:
            act(found)
        except Refused as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, thanks)
    return redirect("ask:status")


def _page(found: Request) -> dict[str, object]:
    """Return what the page of a request shows."""
    return {
        "asked": found,
        "groups": standing.in_groups(found.number),
        "now": standing.of(found, clock.today()),
        "faces": standing.FACES,
    }
