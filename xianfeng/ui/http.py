"""What views share between a request and an answer."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from xianfeng.kernel import clock, idempotency


def post_once(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """Run ``act``, which returns a URL, once per submission key, and redirect to that URL.

    A key that is missing or no UUID makes a new submission. Whatever ``act`` raises comes through
    and leaves the key free.
    """
    location = idempotency.once(submission_of(request), request.user.pk, clock.now(), act)
    return HttpResponseRedirect(location)


def submission_of(request: HttpRequest) -> UUID:
    """Return the key of the posted form, or a new one."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid4()


def page_of(
    request: HttpRequest, queryset: QuerySet[Any] | Sequence[Any], size: int = 50
) -> Page[Any]:
    """Return the page that ``?page=`` names; the nearest one when it names none."""
    return Paginator(queryset, size).get_page(request.GET.get("page"))


def as_of(request: HttpRequest) -> date:
    """Return the day of ``?as_of=YYYY-MM-DD``, or today when there is none or it is no day.

    Nor does it look further than five years ahead: what is owed by then is derived to be shown.
    """
    written, today = request.GET.get("as_of", ""), clock.today()
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today
    usual = day.isoformat() == written and 1900 <= day.year <= today.year + 5
    return day if usual else today


def conflict(
    request: HttpRequest,
    form: forms.BaseForm,
    rows: Sequence[tuple[str, Any, Any]],
    version: int | None = None,
) -> HttpResponse:
    """Show what someone else wrote beside what the user wrote (label, theirs, yours), status 409.

    The form keeps the user's input. With ``version`` its field of that name carries the version
    that stands now, so that sending again is a decision made knowing both.
    """
    if version is not None:
        data = cast(QueryDict, form.data).copy()
        data[form.add_prefix("version")] = str(version)
        form.data = data
    compared = [(label, theirs, yours, theirs != yours) for label, theirs, yours in rows]
    return render(request, "ui/conflict.html", {"form": form, "rows": compared}, status=409)
