"""One file on its way in: handed in, looked at, corrected, applied, taken back."""

import io
from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.ledgers import actions, contents, permissions, queries, registry
from xianfeng.ledgers.enums import BatchState
from xianfeng.ledgers.forms import ApplyForm, CorrectionForm, MatchForm, UploadForm, VersionForm
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.results import UnusableFile
from xianfeng.ledgers.views.home import kind_of
from xianfeng.ui import http


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for a file; posted, check it and go to what was found."""
    found = kind_of(kind)
    if not permissions.may_import(request.viewer, found):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]

        def receive() -> str:
            batch = actions.receive(
                actor=request.viewer, at=clock.now(), kind=found, name=file.name,
                content=file.read(),
            )  # fmt: skip
            return reverse("ledgers:batch", args=[batch.pk])

        try:
            return http.post_once(request, receive)
        except UnusableFile as problem:
            form.add_error("file", problem.message)
    return render(request, "ledgers/upload.html", {"kind": found, "form": form})


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch: what importing would do, or what it did."""
    return _page(request, _batch(request, pk))


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Take corrected cells and check again."""
    found = _batch(request, pk)
    kind = registry.get(found.kind)
    form = CorrectionForm(request.POST, kind=kind, rows=found.outcome["wrong"])
    if not form.is_valid():
        return _page(request, found, correction=form)
    return _act(request, found, form, lambda: actions.correct(
        actor=request.viewer, at=clock.now(), batch_id=pk, version=form.cleaned_data["version"],
        corrections=form.corrections(),
    ))  # fmt: skip


@require_POST
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Take another matching of columns and check again."""
    found = _batch(request, pk)
    form = MatchForm(request.POST, kind=registry.get(found.kind), outcome=found.outcome)
    if not form.is_valid():
        return _page(request, found, match=form)
    return _act(request, found, form, lambda: actions.correct(
        actor=request.viewer, at=clock.now(), batch_id=pk, version=form.cleaned_data["version"],
        columns=form.columns(),
    ))  # fmt: skip


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the batch, all of it or the rows that are right."""
    form = ApplyForm(request.POST)
    return _act(request, _batch(request, pk), form, lambda: actions.apply(
        actor=request.viewer, at=clock.now(), batch_id=pk, **form.cleaned_data
    ))  # fmt: skip


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole batch back."""
    form = VersionForm(request.POST)
    return _act(request, _batch(request, pk), form, lambda: actions.undo(
        actor=request.viewer, at=clock.now(), batch_id=pk, **form.cleaned_data
    ))  # fmt: skip


@require_safe
def marked(request: HttpRequest, pk: int) -> FileResponse:
    """Download the uploaded sheet with a column that says what to put right."""
    found = get_object_or_404(queries.visible_to(request.viewer), pk=pk, state=BatchState.CHECKED)
    buffer = io.BytesIO()
    kind = registry.get(found.kind)
    contents.write_marked(buffer, found, actions.importer_of(request.viewer, clock.now(), kind))
    buffer.seek(0)
    name = _("{name}（标出需要修改的内容）.xlsx").format(name=found.file_name.rsplit(".", 1)[0])
    return FileResponse(buffer, as_attachment=True, filename=name)


def _batch(request: HttpRequest, pk: int) -> Batch:
    return get_object_or_404(queries.visible_to(request.viewer), pk=pk)


def _act(request: HttpRequest, found: Batch, form: Form, act: Callable[[], Batch]) -> HttpResponse:
    """Act once and go to the batch; what stands in the way is said on its page."""
    if not form.is_valid():
        return redirect("ledgers:batch", found.pk)
    place = reverse("ledgers:batch", args=[found.pk])

    def done() -> str:
        act()
        return place

    try:
        return http.post_once(request, done)
    except Refused as refused:
        messages.warning(request, refused.message)
    except UnusableFile as problem:
        messages.warning(request, problem.message)
    except Conflict:
        messages.warning(request, _("这一批已在别处更新，请看过现在的样子再做"))
    return redirect(place)


def _page(request: HttpRequest, found: Batch, **forms: Form) -> HttpResponse:
    kind = registry.get(found.kind)
    first = {"version": found.version}
    outcome = found.outcome
    context = {
        "batch": found,
        "kind": kind,
        "outcome": outcome,
        "correction": CorrectionForm(initial=first, kind=kind, rows=outcome["wrong"]),
        "match": MatchForm(initial=first, kind=kind, outcome=outcome),
        "version": VersionForm(initial=first),
        "whole": ApplyForm(initial=first),
        "part": ApplyForm(initial=first | {"valid_only": True}),
        "undoable": found.state == BatchState.APPLIED and actions.undoable(found, clock.now()),
        **forms,
    }
    status = 422 if forms else 200
    return render(request, f"ledgers/batch_{found.state}.html", context, status=status)
