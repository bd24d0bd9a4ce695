"""Addresses of an installation with a few pages, enough for the frame and the helpers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from tests.ui.forms import NoteForm
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http

TAKEN = []
PAGE = (
    '{% extends "ui/page.html" %}{% block title %}示例 <b>{{ title }}</b>{% endblock %}'
    "{% block content %}{% if form %}"
    '{% post_form autosave="/drafts/" %}{% field form.text %}{% endpost_form %}'
    "{% endif %}{% endblock %}"
)


def show(source, request, **context):
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def framed(request, code=""):
    messages.success(request, "已保存")
    return show(PAGE, request, title="页<面>")


@login_not_required
def plain(request):
    return show(PAGE.replace("page.html", "plain.html"), request, title="登录")


def denied(request):
    raise Denied


def broken(request):
    raise RuntimeError("broken")


def busy(request):
    raise OperationalError("database is locked")


def ring(request):
    raise OperationalError("deadlock detected\nDETAIL: Process 1 waits for ShareLock")


def note(request):
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return http.post_once(request, lambda: keep(form.cleaned_data["text"]))
    return render(request, "ui/conflict.html", {"form": form, "rows": []})


def keep(text):
    TAKEN.append(text)
    return f"/notes/{len(TAKEN)}/"


def draft(request):
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        return HttpResponse(status=204)
    return show(PAGE, request, form=form)


def rival(request):
    form = NoteForm(request.POST)
    rows = [("内容", "别人的<b>", form["text"].value()), ("地点", "", "")]
    return http.conflict(request, form, rows, version=7)


def day(request):
    return HttpResponse(http.as_of(request).isoformat())


def page(request):
    return HttpResponse(str(http.page_of(request, range(101)).number))


def area(name, *patterns):
    return include(([path(route, framed, name=known) for route, known in patterns], name))


urlpatterns = [
    path("", area("desk", ("", "home"), ("board/", "board"), ("search/", "search"))),
    path("units/", area("units", ("", "tree"), ("<str:code>/", "detail"))),
    path("members/", area("members", ("", "roster"), ("looked/", "looked"))),
    path("life/", area("life", ("", "list"), ("record/", "record"))),
    path("plans/", area("plans", ("", "list"))),
    path("service/", area("service", ("", "desk"), ("mine/", "mine"))),
    path("checkin/", area("checkin", ("", "home"))),
    path("duties/", area("duties", ("", "list"), ("rulebook/", "rulebook"))),
    path("reports/", area("reports", ("figures/", "figures"))),
    path("ledgers/", area("ledgers", ("", "home"))),
    path("people/", area("accounts", ("users/", "users"), ("audit/", "audit"))),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/mfa/", include("allauth.mfa.urls")),
    path("ui/", include("xianfeng.ui.urls")),
    path("plain/", plain),
    path("denied/", denied),
    path("broken/", broken),
    path("busy/", busy),
    path("ring/", ring),
    path("notes/", note),
    path("drafts/", draft),
    path("rival/", rival),
    path("day/", day),
    path("page/", page),
]
