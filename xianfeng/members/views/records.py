"""One member's page, its amendment, a number seen in clear, and who looked."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.members import permissions, queries, shown
from xianfeng.members.actions import records
from xianfeng.members.forms import GroupForm, PostForm, RecordForm, RevealForm, refuse
from xianfeng.members.models import Member
from xianfeng.ui import http
from xianfeng.units import queries as units

NUMBERS = ("phone", "landline")


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one member's record, masked."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    return page(request, member)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Go to the record of the person who is signed in."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=request.viewer.member_id)
    return redirect("members:detail", pk=member.pk)


@require_POST
@never_cache
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one number once, for a stated purpose; it stands on this answer and nowhere else."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    form = RevealForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            number = records.reveal(actor=request.viewer, at=clock.now(), member=member, **given)
        except Refused as refused:
            refuse(form, refused)
        else:
            title = dict(form.fields["field"].choices)[given["field"]]
            context = {"member": member, "title": title, "number": number, **given}
            return render(request, "members/revealed.html", context)
    return page(request, member, reveal=form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Amend a record; what changed meanwhile is shown beside what was written."""
    member = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    _keeper(request, member)
    form = RecordForm(request.POST or None, initial=_written(member))
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _amended(request, member, form))
        except Refused as refused:
            refuse(form, refused)
        except Conflict as conflict:
            return _merge(request, form, conflict.current)
    return render(request, "members/edit.html", {"form": form, "member": member})


@require_safe
def looked(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show who saw a member's numbers in clear: to the person, and to those who see the record."""
    wanted = request.viewer.member_id if pk is None else pk
    if wanted is None:
        return render(request, "members/looked.html", {"member": None})
    member = get_object_or_404(queries.visible_to(request.viewer), pk=wanted)
    page_obj = http.page_of(request, queries.looks(request.viewer, member))
    titles = dict(shown.SEALED)
    whole = _("花名册（含未遮盖的号码）")
    rows = [(entry, titles.get(entry.new.get("field"), whole)) for entry in page_obj]
    return render(
        request, "members/looked.html", {"member": member, "page": page_obj, "rows": rows}
    )


def page(request: HttpRequest, member: Member, **forms: Form) -> HttpResponse:
    """Render a member's page with the forms as they stand."""
    viewer, day = request.viewer, http.as_of(request)
    home = queries.home(viewer, member)
    path = home.unit.path if home else ""
    keeps = permissions.may_keep(viewer, path)
    context: dict[str, Any] = {
        "member": member,
        "home": home,
        "record": shown.record(member, home, day),
        "sealed": shown.sealed(member),
        "years": shown.years(viewer, member, day),
        "posts": [one for one in queries.posts(viewer, member) if one.until_on is None],
        "groups": [one for one in queries.group_spells(viewer, member) if one.until_on is None],
        "reveals": permissions.may_reveal(viewer, member, path),
        "keeps": keeps,
        "placed": home is not None and home.until_on is None,
        "reveal": RevealForm(),
    }
    if keeps and home and home.until_on is None:
        context |= _forms(viewer, home)
    return render(request, "members/detail.html", context | forms)


def _forms(viewer: Any, home: Any) -> dict[str, Form]:
    today = {"from_on": clock.today()}
    groups = units.groups(viewer, home.unit, clock.today())
    forms: dict[str, Form] = {
        "post": PostForm(initial=today | {"unit": home.unit.code}, viewer=viewer)
    }
    return forms | ({"group": GroupForm(initial=today, groups=groups)} if groups else {})


def _keeper(request: HttpRequest, member: Member) -> None:
    home = queries.home(request.viewer, member)
    if not permissions.may_keep(request.viewer, home.unit.path if home else ""):
        raise Denied


def _written(member: Member) -> dict[str, Any]:
    """Return what the form opens with; numbers are written anew or left alone."""
    return {name: getattr(member, name) for name in RecordForm.base_fields if name not in NUMBERS}


def _amended(request: HttpRequest, member: Member, form: RecordForm) -> str:
    records.amend_member(
        actor=request.viewer,
        at=clock.now(),
        member=member,
        version=form.cleaned_data["version"],
        changes=form.changes(),
    )
    return reverse("members:detail", args=[member.pk])


def _merge(request: HttpRequest, form: RecordForm, current: Member) -> HttpResponse:
    rows = []
    for bound in form.visible_fields():
        if bound.name not in NUMBERS:
            words = dict(getattr(bound.field, "choices", ()))
            theirs, yours = getattr(current, bound.name), form.cleaned_data[bound.name]
            rows.append((str(bound.label), words.get(theirs, theirs), words.get(yours, yours)))
    return http.conflict(request, form, rows, current.version)
