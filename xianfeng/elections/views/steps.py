"""One page for every step: which form it asks, and which action it takes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_lazy

from xianfeng.elections import forms, queries
from xianfeng.elections.actions import meeting, preparing, result
from xianfeng.elections.models import Election
from xianfeng.kernel.requests import Request
from xianfeng.voting import rules as voting_rules

HINTS = {
    "discuss": gettext_lazy("机关党委和不设党委的总支、支部换届，先由党组讨论，再报机关工委审批。"),
    "propose": gettext_lazy("候选人多于应选人数百分之二十（进位取整），都是正式党员。"),
    "meet": gettext_lazy("默认都到会；只勾没有到会的人。实到超过应到的五分之四方可选举。"),
    "ballot": gettext_lazy("到会不足五人只能用纸质票。电子票由到会的人在手机上投。"),
    "count": gettext_lazy("赞成票超过应到会人数半数的当选；超过名额的按票数取，末位同票的再投。"),
    "reduce": gettext_lazy("当选人数接近应选名额时，经大会同意可以减少名额，不再另选。"),
    "divide": gettext_lazy("新一届委员会第一次会议选出书记、副书记，其他委员分工。"),
    "confirm": gettext_lazy("批准以后，原任职务到这一天为止，新的职务和届期从这一天开始。"),
}
Form_ = Callable[[Request, Election, date], Form]
_PLAIN: dict[str, type[Form]] = {
    "discuss": forms.DiscussForm,
    "request": forms.RequestForm,
    "reply": forms.ReplyForm,
    "send_back": forms.ReasonForm,
    "approve_list": forms.NumberForm,
    "return_list": forms.ReasonForm,
    "ballot": forms.ModeForm,
    "count": Form,
    "reduce": forms.ReasonForm,
    "report": forms.NumberForm,
    "confirm": forms.NumberForm,
    "cancel": forms.ReasonForm,
}
_ACTIONS: dict[str, Callable[..., Election]] = {
    "discuss": preparing.discuss,
    "request": preparing.request,
    "reply": preparing.reply,
    "send_back": preparing.send_back,
    "propose": preparing.propose,
    "approve_list": preparing.approve_list,
    "return_list": preparing.return_list,
    "meet": meeting.meet,
    "ballot": meeting.ballot,
    "count": meeting.take_result,
    "reduce": meeting.reduce_seats,
    "divide": result.divide,
    "report": result.report,
    "confirm": result.confirm,
    "cancel": preparing.cancel,
}


def form_of(request: Request, election: Election, verb: str, day: date) -> Form:
    """Return the step's form, with what the system knows filled in."""
    data = request.POST if request.method == "POST" else None
    first: dict[str, Any] = {
        "on": day, "seats": election.seats, "years": election.years, "planned_on": day,
    }  # fmt: skip
    if verb == "propose":
        people = queries.entitled(request.viewer, election, day)
        chosen = queries.candidates(request.viewer, election).values_list("member_id", flat=True)
        first["members"] = [str(key) for key in chosen]
        return forms.ProposeForm(data, people, first)
    if verb == "meet":
        return forms.MeetForm(data, queries.entitled(request.viewer, election, day), first)
    if verb == "divide":
        votes = election.committee and election.kind == "term"
        return forms.DivideForm(data, queries.elected(request.viewer, election), votes, first)
    if verb == "ballot":
        room = election.present or 0
        first["mode"] = "electronic" if room >= voting_rules.LEAST_VOTERS else "paper"
    return _PLAIN[verb](data, initial=first)


def take(request: Request, election: Election, verb: str, form: Form, **when: Any) -> Election:
    """Take the step that the form says."""
    said = form.divided() if isinstance(form, forms.DivideForm) else form.cleaned_data
    return _ACTIONS[verb](
        actor=request.viewer, election=election, version=election.version, **when, **said
    )
