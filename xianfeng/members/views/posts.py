"""Posts taken up and left, groups joined and left."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.members import permissions, queries
from xianfeng.members.actions import posts
from xianfeng.members.forms import EndForm, GroupForm, PostForm, refuse
from xianfeng.members.models import Member
from xianfeng.members.views import records
from xianfeng.ui import http
from xianfeng.units import queries as units

either = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a member take up a post."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    form = PostForm(request.POST, viewer=request.viewer)
    if form.is_valid():
        given = form.cleaned_data | {"unit": form.found}
        answer = _acted(request, form, partial(posts.assign_post, member=member, **given), member)
        if answer:
            return answer
    return records.page(request, member, post=form)


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a member into a group of their branch."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    home = queries.home(request.viewer, member)
    groups = units.groups(request.viewer, home.unit, clock.today()) if home else None
    form = GroupForm(request.POST, groups=groups)
    if form.is_valid():
        act = partial(posts.join_group, member=member, **form.cleaned_data)
        answer = _acted(request, form, act, member)
        if answer:
            return answer
    return records.page(request, member, group=form)


@either
def end(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    """Ask from which day a post is over; posted, end it."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    post = get_object_or_404(queries.posts(request.viewer, member), pk=post_pk)
    title = _("免去 %(post)s") % {"post": f"{post.unit.name}{post.get_title_display()}"}
    return _ending(request, member, partial(posts.end_post, post=post), title, post.unit.path)


@either
def leave(request: HttpRequest, pk: int, spell_pk: int) -> HttpResponse:
    """Ask from which day a member is in a group no more; posted, take them out."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    spell = get_object_or_404(queries.group_spells(request.viewer, member), pk=spell_pk)
    title = _("编出 %(group)s") % {"group": spell.unit.name}
    return _ending(request, member, partial(posts.leave_group, spell=spell), title, spell.unit.path)


def _ending(
    request: HttpRequest, member: Member, act: Callable[..., Any], title: str, path: str
) -> HttpResponse:
    permissions.require_keep(request.viewer, path)
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        answer = _acted(request, form, partial(act, **form.cleaned_data), member)
        if answer:
            return answer
    return render(request, "members/end.html", {"form": form, "member": member, "title": title})


def _acted(
    request: HttpRequest, form: Form, act: Callable[..., Any], member: Member
) -> HttpResponse | None:
    """Act once and go to the member's page; None where the action was refused."""

    def done() -> str:
        act(actor=request.viewer, at=clock.now())
        return reverse("members:detail", args=[member.pk])

    try:
        return http.post_once(request, done)
    except Refused as refused:
        refuse(form, refused)
    return None
