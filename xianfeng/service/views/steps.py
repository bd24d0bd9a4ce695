"""The steps of a request and of one member's part, with the forms they ask on its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer
from xianfeng.service import actions, permissions, proposing, rules, words
from xianfeng.service.actions import Asked
from xianfeng.service.enums import DispatchState
from xianfeng.service.forms.steps import (
    DispatchForm,
    MergeForm,
    SendForm,
    VersionForm,
    form_of,
)
from xianfeng.service.models import Dispatch, Request
from xianfeng.service.queries import similar, steps

TITLES = {
    "check_request": gettext_lazy("核对属实"),
    "refuse_request": gettext_lazy("不予办理"),
    "merge_request": gettext_lazy("合并到更早的一张"),
    "send_request": gettext_lazy("派给党支部"),
    "return_request": gettext_lazy("退回社区"),
    "call_request_back": gettext_lazy("收回另派"),
    "dispatch_request": gettext_lazy("派人"),
    "finish_request": gettext_lazy("办结"),
    "confirm_request": gettext_lazy("确认办结"),
    "give_request_up": gettext_lazy("暂时没有人能办"),
    "take_request_up": gettext_lazy("重新办理"),
    "accept_place": gettext_lazy("接单"),
    "decline_place": gettext_lazy("不接"),
    "withdraw_place": gettext_lazy("不再请"),
}
_FIRST = (
    "check_request", "send_request", "dispatch_request", "finish_request", "confirm_request",
    "take_request_up", "accept_place",
)  # fmt: skip
UNDRIVEN = frozenset({"cancel_request", "rate_request"})  # the resident's own, by the number


@dataclass(frozen=True)
class Step:
    """A step as a page offers it: where it goes, what it asks, whether it stands open."""

    verb: str
    title: str
    action: str
    form: Form
    first: bool
    opened: bool


def verbs(viewer: Viewer, row: Request) -> list[str]:
    """Return the steps that the viewer may take now; a member who accepted may say it is done.

    While nobody has accepted there is nothing to say that it is done of.
    """
    done = "finish_request"
    found = [verb for verb in rules.REQUEST.verbs(row.state, permissions.sides(viewer, row))
             if verb != done]  # fmt: skip
    if rules.REQUEST.may(done, row.state) and permissions.may_finish(viewer, row):
        found += [done] if row.dispatches.filter(state=DispatchState.ACCEPTED).exists() else []
    return found


def of_request(viewer: Viewer, row: Request, tried: str = "", bound: Any = None) -> list[Step]:
    """Return the steps of a request with their forms; the one that was tried keeps its input."""
    found = verbs(viewer, row)
    found += [tried] if tried and tried not in found else []
    made = []
    for verb in found:
        form = bound if verb == tried and bound is not None else request_form(viewer, row, verb)
        if verb == "merge_request" and verb != tried and not form.fields["into"].choices:
            continue
        address = reverse("service:step", args=[row.pk, verb])
        made.append(Step(verb, str(TITLES[verb]), address, form, verb in _FIRST, verb == tried))
    return sorted(made, key=lambda step: not step.first)


def request_form(viewer: Viewer, row: Request, verb: str, data: Any = None) -> VersionForm:
    """Return the form of a step with what the page offers in it."""
    first = {name: getattr(row, name) for name in ("version", "skill", "places", "urgency")}
    form = form_of(verb, data, row.pk, first | {"done_on": clock.today()})
    if isinstance(form, MergeForm):
        form.offer((one.pk, f"{one.placed_on} {one.text}") for one in similar(viewer, row)[:5])
    elif isinstance(form, SendForm):
        form.offer(_branches(viewer, row))
    elif isinstance(form, DispatchForm):
        form.offer(*_members(viewer, row))
    return form


def take(viewer: Viewer, row: Request, verb: str, said: dict[str, Any]) -> None:
    """Take one step with what its form says. Raises Refused, Denied, Conflict."""
    said = dict(said)
    if verb == "send_request":
        said["unit"] = _unit(viewer, row, said.pop("unit", None), said.pop("named"))
    elif verb == "merge_request":
        said["into"] = _earlier(viewer, row, said["into"])
    elif verb == "dispatch_request":
        said["asked"] = _asked(viewer, row, said.pop("members"))
    getattr(actions, verb)(actor=viewer, at=clock.now(), request=row, **said)


def to_finish(row: Request) -> Step:
    """Return the step by which a member who accepted says that it is done."""
    verb = "finish_request"
    form = form_of(verb, None, row.pk, {"version": row.version, "done_on": clock.today()})
    address = reverse("service:step", args=[row.pk, verb])
    return Step(verb, str(TITLES[verb]), address, form, True, False)


def of_part(viewer: Viewer, part: Dispatch, tried: str = "", bound: Any = None) -> list[Step]:
    """Return the steps of one member's part in a request: none once the request has ended."""
    live = part.request.state in rules.LIVE
    sides = permissions.part_sides(viewer, part) if live else set()
    found = rules.DISPATCH.verbs(part.state, sides)
    found += [tried] if tried and tried not in found else []
    return [
        Step(
            verb,
            str(TITLES[verb]),
            reverse("service:part", args=[part.pk, verb]),
            bound
            if verb == tried and bound is not None
            else form_of(verb, None, part.pk, {"version": part.version}),
            verb in _FIRST,
            verb == tried,
        )
        for verb in found
    ]


def _branches(viewer: Viewer, row: Request) -> Iterable[tuple[int, str]]:
    """Yield the branches nearby with how many of their members fit; never ordered by that."""
    today = clock.today()
    near = steps.branches(viewer, row, today)
    fit = proposing.fitting(viewer, row, today) if near.units else {}
    for unit in near.units:
        said = [_("已报到")] if unit.pk in near.checked_in else []
        said += [_("联系帮扶")] if unit.pk in near.assigned else []
        said += [_("%(number)s 人合适") % {"number": fit.get(unit.pk, 0)}]
        yield unit.pk, f"{unit.name}（{'，'.join(said)}）"


def _members(viewer: Viewer, row: Request) -> tuple[list[tuple[int, str]], list[int]]:
    """Return who may be asked, who is proposed first and with the reasons, and who is ticked."""
    today = clock.today()
    names = {spell.member_id: spell.member.name for spell in steps.askable(viewer, row, today)}
    pairs = proposing.proposals_for(viewer, row, today).pairs
    said = {pair.hand: "、".join(words.reasons(pair.reasons)) for pair in pairs}
    nexts = [pair.next_best for pair in pairs if pair.next_best is not None]
    said |= {key: _("下一个合适的") for key in nexts if key not in said}
    first = [(key, f"{names[key]}（{why}）") for key, why in said.items() if key in names]
    rest = [(key, name) for key, name in names.items() if key not in said]
    return [*first, *rest], [pair.hand for pair in pairs]


def _asked(viewer: Viewer, row: Request, members: Iterable[int]) -> list[Asked]:
    """Return who was ticked, each with why the system proposed them, if it did."""
    matched = proposing.proposals_for(viewer, row, clock.today())
    why = {pair.hand: ",".join(pair.reasons) for pair in matched.pairs}
    return [Asked(key, why.get(key, "")) for key in members]


def _earlier(viewer: Viewer, row: Request, key: int) -> Request:
    found = similar(viewer, row).filter(pk=key).first()
    if found is None:
        raise Refused(_("更早的那一张已经办完或取消，请刷新页面再看。"), "into")
    return found


def _unit(viewer: Viewer, row: Request, key: int | None, named: str) -> Any:
    """Return the branch that was chosen, or named. Raises Refused."""
    today = clock.today()
    if named.strip():
        found = steps.branches_named(viewer, row, named.strip(), today)
        if len(found) != 1:
            raise Refused(_("没有找到这个名称或编码的党支部，请核对。"), "named")
        return found[0]
    near = steps.branches(viewer, row, today).units
    chosen = next((unit for unit in near if unit.pk == key), None)
    if chosen is None:
        raise Refused(_("请选一个党支部，或写出它的名称或编码。"), "named")
    return chosen
