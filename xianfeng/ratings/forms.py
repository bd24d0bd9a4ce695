"""What is asked: a round, how many slips, why it is void, and the one voice of a slip."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from unicodedata import category as kind_of_sign

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.ratings.actions.slips import MOST, MOST_AT_ONCE
from xianfeng.ratings.boxes import MOST_SIGNS
from xianfeng.ratings.enums import Stars, Which
from xianfeng.ratings.models import Rated
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

USUAL = 50
_UNSAID = frozenset({"Cc", "Cf", "Cs"})


class Plain(forms.CharField):
    """Words on one line, without signs that steer a screen or turn the direction of writing."""

    def to_python(self, value: Any) -> str:
        """Return the words alone."""
        text = str(super().to_python(value) or "").replace("\n", " ").replace("\t", " ")
        return "".join(sign for sign in text if kind_of_sign(sign) not in _UNSAID).strip()


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """A step that says why."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class DaysForm(forms.Form):
    """What a round is called, and its days."""

    title = forms.CharField(label=_("名称"), max_length=60)
    from_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput)
    until_on = forms.DateField(
        label=_("截止日期"), widget=forms.DateInput, help_text=_("过了这一天自动结束并计票")
    )


class AmendForm(DaysForm, VersionForm):
    """Other words or days for a round."""


class RoundForm(DaysForm):
    """A new round: all is filled in already, and may be sent as it is."""

    which = forms.ChoiceField(label=_("评哪些单位"), widget=forms.RadioSelect)
    units = forms.TypedMultipleChoiceField(
        label=_("自己选的单位"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any, units: Iterable[Unit], at: Unit, today: date, **more: Any
    ) -> None:
        super().__init__(data, **more)
        known = list(units)
        numbers = {
            Which.CHILDREN: sum(one.parent_id == at.pk for one in known),
            Which.BRANCHES: sum(one.kind in BRANCH_KINDS for one in known),
        }
        chosen = [
            (which, _now("%(which)s（%(number)s 个）") % {"which": which.label, "number": number})
            for which, number in numbers.items()
            if number
        ]
        which = cast(forms.ChoiceField, self.fields["which"])
        which.choices = [*chosen, (Which.CHOSEN, Which.CHOSEN.label)]
        which.initial = chosen[0][0] if chosen else Which.CHOSEN
        named = [(one.pk, one.name) for one in known]
        cast(forms.MultipleChoiceField, self.fields["units"]).choices = named
        self.initial.setdefault("title", _now("%(year)s年群众评议") % {"year": today.year})


class SlipsForm(forms.Form):
    """How many slips, for which units: those that have none yet, as many as one file holds."""

    number = forms.IntegerField(
        label=_("每个单位印几张"), min_value=1, max_value=MOST, initial=USUAL,
        help_text=_("每张只能评一次；满 10 份才显示结果，请多印一些"),
    )  # fmt: skip
    units = forms.TypedMultipleChoiceField(
        label=_("给哪些单位印"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, rated: Iterable[Rated]) -> None:
        super().__init__(data)
        known = list(rated)
        units = cast(forms.MultipleChoiceField, self.fields["units"])
        units.choices = [(one.pk, one.unit.name) for one in known]
        waiting = [one.pk for one in known if not one.made] or [one.pk for one in known]
        units.initial = waiting[: MOST_AT_ONCE // USUAL]

    def clean(self) -> dict[str, Any]:
        """Hold one file to what is printed while somebody waits."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("number", 0) * len(said.get("units", [])) > MOST_AT_ONCE:
            told = _now("一次最多印 %(most)s 张，请少选几个单位，分几次印。")
            self.add_error("units", told % {"most": MOST_AT_ONCE})
        return said


class VoiceForm(forms.Form):
    """One voice."""

    stars = forms.TypedChoiceField(
        label=_("您满意吗"), choices=Stars.choices, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("请在五个里选一个。")},
    )  # fmt: skip
    text = Plain(
        label=_("想说的话"), required=False, max_length=MOST_SIGNS,
        widget=forms.Textarea({"rows": "3"}),
        help_text=_("单位能看到这些话，看不到是谁写的。请不要写姓名、电话和住址。"),
    )  # fmt: skip
