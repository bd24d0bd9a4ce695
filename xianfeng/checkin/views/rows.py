"""One check-in: what it says, and the steps from it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.checkin import actions, permissions, queries, rules
from xianfeng.checkin.enums import Part, Skill, Wish
from xianfeng.checkin.forms import DAYS, EndForm, RefuseForm, VersionForm
from xianfeng.checkin.models import MemberCheckin
from xianfeng.checkin.views.shared import one_form, way
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui.asking import BOTH, Asked, bound, by

_STEPS = {
    "confirm_checkin": (actions.confirm_checkin, VersionForm, _lazy("确认")),
    "refuse_checkin": (actions.refuse_checkin, RefuseForm, _lazy("退回")),
    "end_checkin": (actions.end_checkin, EndForm, _lazy("结束报到")),
}


@require_safe
def detail(request: Request, sort: str, pk: int) -> HttpResponse:
    """Show a check-in of a unit or of a member."""
    row = _row(request, sort, pk)
    member = isinstance(row, MemberCheckin)
    context = {
        "row": row,
        "sort": sort,
        "who": row.member.name if member else row.unit.name,
        "facts": _said(row),
        "steps": [
            (verb, word)
            for verb, (_act, _form, word) in _STEPS.items()
            if rules.CHECKIN.may(verb, row.state) and _side(request, row, verb)
        ],
        "amend": _amend(request, row),
        "way": way((row.community.name, "")),
    }
    return render(request, "checkin/row.html", context)


@require_http_methods(BOTH)
def step(request: Request, sort: str, pk: int, verb: str) -> HttpResponse:
    """Take a step from a check-in."""
    if verb not in _STEPS:
        raise Http404
    row = _row(request, sort, pk)
    if not _side(request, row, verb):
        raise Denied
    verb_by, shape, word = _STEPS[verb]
    form = shape(bound(request), initial={"version": row.version, "until_on": clock.today()})
    page = reverse("checkin:row", args=[sort, pk])

    def act() -> str:
        verb_by(**by(request), row=row, **form.cleaned_data)
        return reverse("checkin:here") if request.viewer.places else page

    who = row.member.name if isinstance(row, MemberCheckin) else row.unit.name
    title = str(word)
    asked = Asked(title, way((who, page), (title, "")), title, f"{who}，{row.community.name}")
    return one_form(request, form, act, asked)


def _row(request: Request, sort: str, pk: int) -> Any:
    if sort == "units":
        return get_object_or_404(queries.units_visible_to(request.viewer), pk=pk)
    if sort == "members":
        seen = queries.members_visible_to(request.viewer, clock.today())
        return get_object_or_404(seen, pk=pk)
    raise Http404


def _side(request: Request, row: Any, verb: str) -> bool:
    """True for the side whose step it is: the community's, or that of who checked in."""
    if verb != "end_checkin":
        return permissions.may_confirm(request.viewer, row)
    if not isinstance(row, MemberCheckin):
        return permissions.may_record(request.viewer, row.unit)
    spell = row.member.memberships.select_related("unit").order_by("-from_on").first()
    path = spell.unit.path if spell else ""
    return bool(path) and permissions.may_act_for(request.viewer, row.member_id, path)


def _amend(request: Request, row: Any) -> str:
    """Return where what a member offers is changed, by them or for them; nothing for others."""
    if not isinstance(row, MemberCheckin) or not _side(request, row, "end_checkin"):
        return ""
    if not rules.CHECKIN.may("end_checkin", row.state):
        return ""
    if request.viewer.member_id == row.member_id:
        return reverse("checkin:mine")
    return reverse("checkin:on_behalf", args=[row.member_id])


def _said(row: Any) -> list[tuple[str, Any]]:
    """Return what a check-in says, as labels and values."""
    found: list[tuple[str, Any]] = [
        (_("社区"), row.community.name),
        (_("状态"), row.get_state_display()),
        (_("报到日期"), row.from_on),
    ]
    if isinstance(row, MemberCheckin):
        found += [
            (_("网格"), row.grid.name if row.grid else "—"),
            (_("特长"), _named(rules.codes(row.skills, Skill.values), Skill)),
            (_("愿意参加的服务"), _named(rules.codes(row.wishes, Wish.values), Wish)),
            (_("方便的时间"), _times(row.slots)),
            (_("每月愿意接"), _("%(number)s 单") % {"number": row.monthly_limit}),
        ]
    else:
        found.append((_("共建约定"), row.agreement or "—"))
    if row.refused_because:
        found.append((_("退回的原因"), row.refused_because))
    if row.until_on:
        found.append((_("结束日期"), row.until_on))
    if row.on_behalf:
        found.append((_("登记"), _("由党组织代录")))
    return found


def _named(codes: list[str], words: Any) -> str:
    return "、".join(str(words(code).label) for code in codes) or "—"


def _times(slots: int) -> str:
    """Return the times of a week as words."""
    size, found = len(rules.PARTS), []
    for number in range(rules.WEEK):
        if slots >> number & 1:
            day, part = divmod(number, size)
            found.append(f"{DAYS[day]}{Part(rules.PARTS[part]).label}")
    return "、".join(found) or "—"
