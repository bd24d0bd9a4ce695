"""What a community is asked: whether it is so, and what differs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.participation.enums import MEMBERS, UNITS, Verdict

WAITING, SAID = "waiting", "said"
_LONG = 12


def ticks(said: Sequence[str]) -> set[tuple[int, int]]:
    """Return the (key, community's key) pairs that were ticked; whatever is no pair is left out."""
    pairs = (one.split("-") for one in said)
    return {
        (int(pair[0]), int(pair[1]))
        for pair in pairs
        if len(pair) == 2 and all(_is_key(key) for key in pair)
    }


def refused(form: forms.Form, field: str, message: str) -> None:
    """Put what an action refused beside the field it speaks of."""
    form.add_error(field if field in form.fields else None, message)


class OpinionForm(forms.Form):
    """A community's word: one choice, and words where something differs."""

    verdict: Any = forms.ChoiceField(
        label=_("与社区掌握的情况"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("说明"),
        help_text=_("有出入的，写明哪里不一致；属实的可以不写。不写居民的姓名、电话、住址。"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class YearForm(forms.Form):
    """Which year a list is of."""

    year = forms.ChoiceField(label=_("年度"), required=False)

    def __init__(self, data: Any, years: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [(str(year), f"{year}年") for year in years]


class ScopeForm(YearForm):
    """Which year a list is of, kept to the unit it is narrowed to."""

    unit = forms.CharField(widget=forms.HiddenInput, required=False)


class HereForm(YearForm):
    """Which of those in the community are listed: units or members, without a word or with."""

    sort = forms.ChoiceField(
        label=_("谁"), choices=((UNITS, _("单位")), (MEMBERS, _("党员"))), required=False
    )
    said = forms.ChoiceField(
        label=_("社区意见"),
        choices=((WAITING, _("待填写")), (SAID, _("已填写")), ("all", _("全部"))),
        required=False,
    )


class PeriodForm(forms.Form):
    """Which year, or half of one, a report is of."""

    period = forms.ChoiceField(label=_("期间"), required=False)
    unit = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, periods: Sequence[Any]) -> None:
        super().__init__(data)
        self.fields["period"].choices = [(str(period), period.title) for period in periods]


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < _LONG
