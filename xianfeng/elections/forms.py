"""What each step of an election asks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.elections.enums import ElectionKind
from xianfeng.elections.models import Candidate
from xianfeng.kernel.actions import Refused
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import Member
from xianfeng.voting.enums import Mode

TITLES = [(title.value, title.label) for title in PostTitle if title != PostTitle.GROUP_LEADER]


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put what an action refused beside the field it speaks of."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput)


def _number(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, required=False)


class StartForm(forms.Form):
    """What is to be elected."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=ElectionKind.choices, widget=forms.RadioSelect
    )
    on = _day(gettext_lazy("启动日期"))
    seats = forms.IntegerField(label=gettext_lazy("应选人数"), min_value=1, max_value=40)
    village_or_community = forms.BooleanField(
        label=gettext_lazy("村、社区党组织（任期五年）"), required=False
    )


class DayForm(forms.Form):
    """On what day."""

    on = _day(gettext_lazy("日期"))


class NumberForm(DayForm):
    """On what day, with which document."""

    number = _number(gettext_lazy("文号"))


class DiscussForm(DayForm):
    """When the party group discussed it, and what it decided."""

    words = forms.CharField(
        label=gettext_lazy("讨论意见"), max_length=300, widget=forms.Textarea({"rows": 3})
    )


class ReasonForm(DayForm):
    """On what day, and why."""

    words = forms.CharField(label=gettext_lazy("原因"), max_length=300)


class RequestForm(NumberForm):
    """The request, with the day planned for the meeting."""

    planned_on = _day(gettext_lazy("拟召开大会的日期"))


class ReplyForm(NumberForm):
    """The superior's reply: seats and length of the term."""

    seats = forms.IntegerField(label=gettext_lazy("应选人数"), min_value=1, max_value=40)
    years = forms.TypedChoiceField(
        label=gettext_lazy("任期"),
        coerce=int,
        choices=[(3, gettext_lazy("三年")), (5, gettext_lazy("五年"))],
    )


class ProposeForm(NumberForm):
    """The candidates."""

    def __init__(self, data: Any, people: list[Member], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.people = {str(each.pk): each for each in people}
        self.fields["members"] = forms.MultipleChoiceField(
            label=_("候选人"),
            choices=[(key, each.name) for key, each in self.people.items()],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("支部提名、委员会研究提出的人选"),
        )

    def clean_members(self) -> list[Member]:
        """Return the members ticked."""
        return [self.people[key] for key in self.cleaned_data["members"]]


class MeetForm(DayForm):
    """Who was away: everybody else was present."""

    def __init__(self, data: Any, people: list[Member], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        named = [(each.pk, each.name) for each in people]
        for name, label in (("absent", _("应到未到")), ("excused", _("经批准不计入应到会"))):
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=label,
                choices=named,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["words"] = forms.CharField(
            label=_("不计入应到会的批准情况"),
            max_length=300,
            required=False,
            help_text=_("有人不计入应到会时填写：上级何时同意、大会如何通过"),
        )


class ModeForm(forms.Form):
    """How the ballot is given."""

    mode = forms.ChoiceField(
        label=gettext_lazy("投票方式"), choices=Mode.choices, widget=forms.RadioSelect
    )


class DivideForm(DayForm):
    """A post for everybody elected, and the votes of the new committee's meeting."""

    def __init__(
        self, data: Any, elected: Iterable[Candidate], votes: bool, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.members = [each.member_id for each in elected]
        for each in elected:
            self.fields[f"post{each.member_id}"] = forms.ChoiceField(
                label=_("%(name)s的职务") % {"name": each.member.name},
                choices=[("", _("请选择")), *TITLES],
            )
            if votes:
                self.fields[f"votes{each.member_id}"] = forms.IntegerField(
                    label=_("%(name)s的赞成票（书记、副书记填）") % {"name": each.member.name},
                    min_value=0,
                    required=False,
                )

    def divided(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        votes = {member: data.get(f"votes{member}") for member in self.members}
        return {
            "on": data["on"],
            "posts": {member: data[f"post{member}"] for member in self.members},
            "votes": {member: number for member, number in votes.items() if number is not None},
        }


class ShiftForm(DayForm):
    """A term asked to run out on another day."""

    to_on = _day(gettext_lazy("改到哪一天届满"))
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=300, widget=forms.Textarea({"rows": 3})
    )


class AnswerForm(NumberForm):
    """The superior's answer."""

    agreed = forms.TypedChoiceField(
        label=gettext_lazy("批复"),
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("同意")), ("no", gettext_lazy("不同意"))],
        widget=forms.RadioSelect,
    )
