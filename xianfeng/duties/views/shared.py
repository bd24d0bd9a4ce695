"""What the pages of cards and waivers share: who acts, and a step taken by a button."""

from collections.abc import Callable, Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.duties.forms import WordForm
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http

BOTH = ["GET", "HEAD", "POST"]


_BUTTONS = {
    "appeal_card": (gettext_lazy("申诉"), "primary"),
    "uphold_appeal": (gettext_lazy("申诉成立，解除"), "primary"),
    "dismiss_appeal": (gettext_lazy("申诉不成立"), "plain"),
    "take_appeal_back": (gettext_lazy("撤回申诉"), "quiet"),
    "grant_waiver": (gettext_lazy("同意免办"), "primary"),
    "refuse_waiver": (gettext_lazy("不同意"), "plain"),
    "revoke_waiver": (gettext_lazy("收回免办"), "plain"),
    "take_waiver_back": (gettext_lazy("撤回申请"), "quiet"),
}


def buttons(verbs: Collection[str]) -> dict[str, Any]:
    """Return the buttons of steps, those that decide first, and whether any asks for words."""
    ordered = [verb for verb in _BUTTONS if verb in verbs]
    return {
        "verbs": ordered,
        "buttons": [(verb, *_BUTTONS[verb]) for verb in ordered],
        "asks_words": any(not verb.startswith("take_") for verb in ordered),
    }


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
