"""One form on a page: what was posted, who acts, and what is to be put right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.ui import http

BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Asked:
    """One form on a page: what it is called, where it stands, and what its button says."""

    title: str
    way: Sequence[tuple[str, str]]
    label: str
    lead: str = ""
    kind: str = "primary"


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def by(request: Request) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": request.viewer, "at": clock.now()}


def refused(form: forms.Form, field: str, message: str) -> None:
    """Put what an action refused beside the field it speaks of."""
    form.add_error(field if field in form.fields else None, message)


def tried(
    request: Request, form: forms.Form, act: Callable[[], str], *, again: bool = False
) -> HttpResponse | None:
    """Do what a sent form says once and go where ``act`` says; None when there is more to mend.

    Where somebody else was first, ``again`` shows how it stands now and lets the form be sent
    anew; otherwise it says to go back and look.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return http.post_once(request, act)
    except Refused as refusal:
        refused(form, refusal.field, refusal.message)
    except Conflict as conflict:
        if again:
            sent = cast(QueryDict, form.data).copy()
            sent["version"] = str(conflict.current.version)
            form.data = sent
            form.add_error(None, _("别人刚刚办过这一步，请看看最新情况再办"))
        else:
            form.add_error(None, _("别人刚刚改过，请回到上一页看看最新情况再办"))
    return None
