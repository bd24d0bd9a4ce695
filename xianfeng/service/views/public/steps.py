"""Asking for something in five steps: what, where and when, how to be reached, a look, a number."""

from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xianfeng.kernel import clock, idempotency
from xianfeng.kernel.actions import Refused
from xianfeng.service import actions
from xianfeng.service.queries import public as public_queries
from xianfeng.service.views.public import asking, draft
from xianfeng.service.views.public.gate import RESIDENT, let_in, public, too_often
from xianfeng.ui.public import switch_large

_EMPTY = "service/public/empty.html"
_TITLES = {
    "what": gettext_lazy("您要办什么"),
    "where": gettext_lazy("在哪里、什么时候"),
    "contact": gettext_lazy("怎么联系您"),
}


def _step(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the three forms, or keep what it says and go on to what is still missing."""
    held = draft.read(request, clock.now())
    said = held.get("draft", {})
    order = [own for own, _form in asking.STEPS]
    if request.method == "POST":
        form = asking.STEPS[order.index(name)][1](request.POST)
        if form.is_valid():
            said |= {field: str(value or "") for field, value in form.cleaned_data.items()}
            said.setdefault("key", str(uuid4()))
            onward = redirect(_next_after(said))
            return draft.keep(onward, held | {"draft": said}, clock.now())
    else:
        form = asking.STEPS[order.index(name)][1](initial=said)
    number = order.index(name)
    back = f"ask:{order[number - 1]}" if number else ""
    page = {"form": form, "number": number + 1, "title": _TITLES[name], "back": back}
    status = 422 if form.is_bound else 200
    return render(request, f"service/public/{name}.html", page, status=status)


@public
def what(request: HttpRequest) -> HttpResponse:
    """Ask what is to be done."""
    return _step(request, "what")


@public
def where(request: HttpRequest) -> HttpResponse:
    """Ask where and when."""
    return _step(request, "where")


@public
def contact(request: HttpRequest) -> HttpResponse:
    """Ask how to reach them, and say why and who sees it."""
    return _step(request, "contact")


@public
def check(request: HttpRequest) -> HttpResponse:
    """Show everything once more; sent, it is placed once, however often the button is pressed."""
    held = draft.read(request, clock.now())
    said = held.get("draft", {})
    if not said:
        return redirect("ask:done") if "number" in held else render(request, _EMPTY)
    missing = _missing(said)
    if missing:
        return redirect(missing)
    cleaned, shown = _told(said)
    if request.method != "POST":
        return render(request, "service/public/check.html", {"shown": shown, "number": 4})
    return _place(request, said, cleaned)


def _place(request: HttpRequest, said: dict[str, str], cleaned: dict[str, Any]) -> HttpResponse:
    """Place the request of a draft, and give the browser its number."""
    key, at = UUID(said["key"]), clock.now()
    wanted = asking.wanted(cleaned, cleaned["found"])
    if not idempotency.taken(key, None) and (
        not let_in(request, "place") or public_queries.too_many_open(RESIDENT, wanted.phone)
    ):
        return too_often(request)

    def act() -> str:
        return actions.place_request(actor=RESIDENT, at=at, wanted=wanted).number

    try:
        number = idempotency.once(key, None, at, act)
    except Refused as refused:
        shown = {"shown": _told(said)[1], "number": 4, "refused": refused.message}
        return render(request, "service/public/check.html", shown, status=422)
    return draft.keep(redirect("ask:done"), {"number": number}, at)


@public
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch 长辈版 on or off, and go back to the page where the switch was."""
    back = request.POST.get("back", "")
    known = {"what", "where", "contact", "check", "done", "status"}
    answer = redirect(f"ask:{back if back in known else 'what'}")
    return switch_large(request, answer, draft.PATH)


def _missing(said: dict[str, str]) -> str:
    """Return the first step that is not answered well, or nothing."""
    for name, form in asking.STEPS:
        if not form(said).is_valid():
            return f"ask:{name}"
    return ""


def _next_after(said: dict[str, str]) -> str:
    return _missing(said) or "ask:check"


def _told(said: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Return what the forms say together, and each line to be looked over with its step."""
    cleaned: dict[str, Any] = {}
    shown: list[tuple[str, str, str]] = []
    for name, kind in asking.STEPS:
        form: forms.Form = kind(said)
        form.is_valid()
        cleaned |= form.cleaned_data
        if isinstance(form, asking.WhereForm):
            cleaned["found"] = form.found[form.cleaned_data["place"]]
        shown += [(f"ask:{name}", str(bound.label), _in_words(form, bound.name)) for bound in form]
    return cleaned, shown


def _in_words(form: forms.Form, name: str) -> str:
    """Return one answer as it is shown."""
    value = form.cleaned_data[name]
    if isinstance(form, asking.WhereForm) and name == "place":
        place = form.found[value]
        return f"{place.parent} {place.name}" if place.parent else place.name
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast(list[tuple[str, str]], field.choices))[value])
    if name == "on_date":
        return str(value) if value else _("哪天都行")
    return str(value) or _("没有写")
