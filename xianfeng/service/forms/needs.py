"""Which days are looked at, and whose skill."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin.enums import Skill


class SpanForm(forms.Form):
    """From when to when requests were placed; this year when it does not say."""

    since = forms.DateField(label=_("点单从"), required=False)
    until = forms.DateField(label=_("到"), required=False)
    place = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, day: date) -> None:
        first = {"since": date(day.year, 1, 1).isoformat(), "until": day.isoformat()}
        super().__init__(first | {name: value for name, value in data.items() if value})
        self.day = day

    def span(self) -> tuple[date, date]:
        """Return the first and the last day; what cannot be meant is this year."""
        self.is_valid()
        since = self.cleaned_data.get("since") or date(self.day.year, 1, 1)
        until = self.cleaned_data.get("until") or self.day
        return (since, until) if since <= until else (until, since)

    def place_key(self) -> int | None:
        """Return the community that was chosen."""
        self.is_valid()
        found: int | None = self.cleaned_data.get("place")
        return found if found is not None and found < 2**62 else None


class HandsForm(forms.Form):
    """Whose skill, and where."""

    skill = forms.ChoiceField(label=_("特长"), choices=Skill.choices)
    place = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
