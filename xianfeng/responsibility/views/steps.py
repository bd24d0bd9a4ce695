"""One list: its items with their progress, and each step that leads on from here."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.responsibility import actions, permissions, queries, rules
from xianfeng.responsibility.enums import Half
from xianfeng.responsibility.forms import (
    ChangeForm,
    HandOverForm,
    IssueOneForm,
    NoteForm,
    ReasonForm,
    SignatureForm,
    VersionForm,
)
from xianfeng.responsibility.views.shared import list_of, list_page, one_form, to_home, to_list
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by

_PRIMARY = frozenset({"sign_list", "issue_list", "note_midyear", "note_yearend"})
_HALVES = {"note_midyear": Half.MIDYEAR, "note_yearend": Half.YEAREND}


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a list: what is to be done next on top, then each item with its progress."""
    found, day = list_of(request, pk), http.as_of(request)
    sides = permissions.sides(request.viewer, found)
    verbs = [
        verb
        for verb in rules.DUTY_LIST.verbs(found.state, sides)
        if rules.in_time(verb, found.year, clock.today())
    ]
    words = _words() | _again(found.state)
    context = {
        "list": found,
        "day": day,
        "told": queries.sheet(request.viewer, found, day),
        "steps": [
            (verb, words[verb], verb in _PRIMARY and rules.DUTY_LIST.edge(verb).to != found.state)
            for verb in verbs
            if verb != "sign_list"
        ],
        "may_sign": "sign_list" in verbs,
        "own": permissions.is_holder(request.viewer, found),
        "chain": queries.chain(request.viewer, found),
        "way": to_home((str(found), "")),
    }
    return render(request, "responsibility/detail.html", context)


@require_http_methods(BOTH)
def go(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step of the table: asked on a page of its own, signing by one tap."""
    found, words = list_of(request, pk), _words()
    if verb not in words:
        raise Http404
    if rules.DUTY_LIST.edge(verb).by not in permissions.sides(request.viewer, found):
        raise Denied
    form, given = _FORMS[verb](request, found)
    title = words[verb]

    def act() -> str:
        about = {"duty_list": found} | given()
        return list_page(getattr(actions, verb)(**by(request), **about))

    lead = f"{found.unit.name}　{found.member.name}　{_leads().get(verb, '')}"
    asked = Asked(title, to_list(found, (title, "")), title, lead)
    template = "responsibility/note.html" if verb in _HALVES else "responsibility/form.html"
    return one_form(request, form, act, asked, template)


type _Given = tuple[Any, Callable[[], dict[str, Any]]]


def _version(found: Any) -> dict[str, Any]:
    return {"version": found.version}


def _plain(form: Any) -> _Given:
    return form, lambda: dict(form.cleaned_data)


def _bare(request: Request, found: Any) -> _Given:
    return _plain(VersionForm(bound(request), initial=_version(found)))


def _reason(request: Request, found: Any) -> _Given:
    return _plain(ReasonForm(bound(request), initial=_version(found)))


def _sign_by(request: Request, found: Any) -> _Given:
    initial = _version(found) | {"sign_by": rules.sign_by(clock.today())}
    return _plain(IssueOneForm(bound(request), initial=initial))


def _signature(request: Request, found: Any) -> _Given:
    initial = _version(found) | {"signed_on": clock.today()}
    return _plain(SignatureForm(bound(request), initial=initial))


def _change(why: bool) -> Callable[[Request, Any], _Given]:
    def asked(request: Request, found: Any) -> _Given:
        about = (found.year, found.items.all(), why)
        form = ChangeForm(bound(request), *about, initial=_version(found))
        return form, form.given

    return asked


def _hand_over(request: Request, found: Any) -> _Given:
    able = queries.successors(request.viewer, found, clock.today())
    first = able[0].pk if able else None
    initial = _version(found) | {"successor": first, "reason": _("任职人变动")}
    return _plain(HandOverForm(bound(request), able, initial=initial))


def _note(half: Half) -> Callable[[Request, Any], _Given]:
    def asked(request: Request, found: Any) -> _Given:
        told = queries.sheet(request.viewer, found, clock.today())
        form = NoteForm(bound(request), told, half.value, initial=_version(found))
        return form, lambda: {"version": form.cleaned_data["version"], "said": form.said()}

    return asked


_FORMS: dict[str, Callable[[Request, Any], _Given]] = {
    "tailor_list": _change(why=False),
    "issue_list": _sign_by,
    "sign_list": _bare,
    "enter_signature": _signature,
    "note_midyear": _note(Half.MIDYEAR),
    "note_yearend": _note(Half.YEAREND),
    "amend_list": _change(why=True),
    "hand_over": _hand_over,
    "recall_list": _reason,
}


def _words() -> dict[str, str]:
    return {
        "tailor_list": _("增减事项"),
        "issue_list": _("下发"),
        "sign_list": _("签收"),
        "enter_signature": _("代录签收"),
        "note_midyear": _("登记半年情况"),
        "note_yearend": _("登记全年情况"),
        "amend_list": _("修改内容，出新的一版"),
        "hand_over": _("换人交接"),
        "recall_list": _("撤回"),
    }


def _again(state: str) -> dict[str, str]:
    """Return what noting is called where it was noted already."""
    words = {
        "mid_noted": {"note_midyear": _("更正半年情况")},
        "closed": {"note_yearend": _("更正全年情况")},
    }
    return words.get(state, {})


def _leads() -> dict[str, str]:
    return {
        "enter_signature": _("本人在纸质责任书上签了字的，照纸上的日期代录，会注明代录。"),
        "note_midyear": _("由记录得出的事项不用登记。"),
        "note_yearend": _("由记录得出的事项不用登记；登记后还可以改。"),
        "amend_list": _("原来的一版保留可查，新的一版要重新签收。"),
        "hand_over": _(
            "原任职人的清单到今天为止，接任的同志接着办同样的事项；已登记的不用再登记。"
        ),
        "recall_list": _("撤回后不再提醒，内容保留可查。"),
    }
