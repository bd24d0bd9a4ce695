"""What is asked to prepare a poll, to vote, to type in what tellers counted, and to cancel."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel.actions import Refused
from xianfeng.members.models import Member
from xianfeng.voting.ballots import Choice
from xianfeng.voting.enums import Mode, Purpose
from xianfeng.voting.models import Option, Poll

OTHER_ROWS = 2


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put what an action refused beside the field it speaks of."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


class NewPollForm(forms.Form):
    """A resolution or a question of a unit."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("用途"),
        choices=[(one.value, one.label) for one in (Purpose.DECISION, Purpose.OPINION)],
        widget=forms.RadioSelect,
        initial=Purpose.DECISION,
    )
    title = forms.CharField(label=gettext_lazy("事项"), max_length=120)
    mode = forms.ChoiceField(
        label=gettext_lazy("方式"), choices=Mode.choices, widget=forms.RadioSelect
    )
    options = forms.CharField(
        label=gettext_lazy("选票上的各项"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("一行一项；只表决一件事的，不用填"),
    )

    def choices(self) -> list[Choice]:
        """Return the lines of the ballot; the subject itself when none is written."""
        written = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        lines = [line for line in written if line] or [self.cleaned_data["title"]]
        return [Choice(line[:300]) for line in dict.fromkeys(lines)]


class BallotForm(forms.Form):
    """One mark for every line, and the names written in."""

    def __init__(
        self, data: Any, poll: Poll, options: Iterable[Option], others: Iterable[Member]
    ) -> None:
        super().__init__(data)
        self.keys: dict[str, int] = {}
        for option in options:
            name = f"o{option.pk}"
            self.keys[name] = option.pk
            self.fields[name] = forms.ChoiceField(
                label=option.text, choices=[tuple(m) for m in poll.marks], widget=forms.RadioSelect
            )
        named = [(str(member.pk), member.name) for member in others]
        if named:
            self.fields["others"] = forms.MultipleChoiceField(
                label=_("另选他人"),
                required=False,
                choices=named,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("不赞成某位候选人时，可以另选；连同赞成的候选人不超过应选人数"),
            )

    def given(self) -> dict[int, str]:
        """Return the mark of each option."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}

    def written_in(self) -> set[int]:
        """Return the members written in."""
        return {int(key) for key in self.cleaned_data.get("others", [])}


class TotalsForm(forms.Form):
    """What the tellers counted."""

    held_on = forms.DateField(label=gettext_lazy("投票日期"), widget=forms.DateInput)
    issued = forms.IntegerField(label=gettext_lazy("发出选票（张）"), min_value=0)
    collected = forms.IntegerField(label=gettext_lazy("收回选票（张）"), min_value=0)
    valid = forms.IntegerField(label=gettext_lazy("有效票（张）"), min_value=0)

    def __init__(
        self,
        data: Any,
        poll: Poll,
        options: Iterable[Option],
        others: Iterable[Member],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.poll = poll
        self.rows: list[tuple[Option, list[str]]] = []
        for option in options:
            names = []
            for mark, title in poll.marks:
                name = f"o{option.pk}_{mark}"
                label = _("%(name)s：%(mark)s（票）") % {"name": option.text, "mark": title}
                self.fields[name] = forms.IntegerField(label=label, min_value=0)
                names.append(name)
            self.rows.append((option, names))
        named = [("", _("没有")), *((str(member.pk), member.name) for member in others)]
        for number in range(1, OTHER_ROWS + 1) if poll.others else ():
            self.fields[f"other{number}"] = forms.ChoiceField(
                label=_("另选他人 %(number)s") % {"number": number}, required=False, choices=named
            )
            self.fields[f"votes{number}"] = forms.IntegerField(
                label=_("得票 %(number)s（票）") % {"number": number}, required=False, min_value=1
            )

    def lines(self) -> list[tuple[Option, list[forms.BoundField]]]:
        """Return each option with its fields, for the page."""
        return [(option, [self[name] for name in names]) for option, names in self.rows]

    def other_fields(self) -> list[forms.BoundField]:
        """Return the fields for names written in, for the page."""
        return [self[name] for name in self.fields if name.startswith(("other", "votes"))]

    def totals(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        marks = [mark for mark, _title in self.poll.marks]
        return {
            **{name: data[name] for name in ("held_on", "issued", "collected", "valid")},
            "votes": {
                option.pk: {m: data[f"o{option.pk}_{m}"] for m in marks} for option, _n in self.rows
            },
            "written_in": {
                int(data[f"other{number}"]): data[f"votes{number}"] or 0
                for number in range(1, OTHER_ROWS + 1)
                if data.get(f"other{number}")
            },
        }


class CancelForm(forms.Form):
    """Why a poll is void."""

    reason = forms.CharField(label=gettext_lazy("作废的原因"), max_length=200)
