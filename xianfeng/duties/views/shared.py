"""What the pages of cards and waivers share: who acts, and a step taken by a button."""

from collections.abc import Callable, Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from xianfeng.duties.forms import WordForm
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http

BOTH = ["GET", "HEAD", "POST"]


def by(request: Request) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": request.viewer, "at": clock.now()}


def stepped(
    request: Request, form: WordForm, verbs: Collection[str], act: Callable[[], str]
) -> HttpResponse | None:
    """Take the posted step; None shows the page, with what was written and what stands against it.

    A verb that is nobody's here does not exist; one that is not the viewer's now is denied.
    """
    if request.method != "POST":
        return None
    if not form.is_valid():
        if "verb" in form.errors:
            raise Http404
        return None
    if form.cleaned_data["verb"] not in verbs:
        raise Denied
    try:
        return http.post_once(request, act)
    except Refused as refusal:
        form.add_error("word" if refusal.field else None, refusal.message)
    except Conflict:
        form.add_error(None, _("别人刚刚改过，请看看最新情况再办"))
    return None
