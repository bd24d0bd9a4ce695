"""Pages made of small forms: each is posted under its name, checked, and done once."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused
from xianfeng.ui import http

type Act = Callable[[forms.Form], Any]


def bound(request: HttpRequest, name: str) -> Any:
    """Return the posted data for the form of that name, or None for the others."""
    return request.POST if request.method == "POST" and request.POST.get("do") == name else None


def done(request: HttpRequest, form: forms.Form, act: Act, back: str) -> HttpResponse | None:
    """Do what a posted form says and go back; None where the page shows it again with its errors.

    What was typed stays.
    """
    if not form.is_bound or not form.is_valid():
        return None

    def run() -> str:
        act(form)
        messages.success(request, _("已登记。"))
        return back

    try:
        return http.post_once(request, run)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return None


def taken_up(
    request: HttpRequest, offered: Mapping[str, tuple[forms.Form, Act]], back: str
) -> HttpResponse | None:
    """Do what the posted one of several forms says."""
    chosen = offered.get(request.POST.get("do", ""))
    return done(request, *chosen, back) if chosen else None


def one_form(
    request: HttpRequest, form: forms.Form, act: Act, back: str, **shown: Any
) -> HttpResponse:
    """Show one form on a page of its own, and do what it says.

    ``shown``: title, lead, label, and perhaps kind of the button.
    """
    answer = done(request, form, act, back)
    if answer is not None:
        return answer
    context = {"form": form, "back": back, "kind": "primary", **shown}
    return render(request, "life/one_form.html", context)


def dropped(request: HttpRequest, act: Callable[[], Any], back: str) -> HttpResponse:
    """Take something away after a press of its button, and go back."""

    def run() -> str:
        act()
        messages.success(request, _("已删除。"))
        return back

    try:
        return http.post_once(request, run)
    except Refused as refused:
        messages.warning(request, refused.message)
        return http.HttpResponseRedirect(back)
