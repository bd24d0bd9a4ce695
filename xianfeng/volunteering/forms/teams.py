"""What is asked of a team: its name and day, and ticks for who is in it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.volunteering.forms.events import VersionForm


class TeamForm(forms.Form):
    """A team: its name, and since when."""

    name = forms.CharField(label=_("服务队名称"), max_length=60)
    founded_on = forms.DateField(label=_("成立日期"), widget=forms.DateInput)


class MembersForm(VersionForm):
    """Who is in a team: ticks, nothing typed."""

    members = forms.TypedMultipleChoiceField(
        label=_("队员"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, choices: Iterable[tuple[int, str]]) -> None:
        """Offer the members of the unit."""
        field: Any = self.fields["members"]
        field.choices = list(choices)


class EndForm(VersionForm):
    """From which day a team is no more."""

    ended_on = forms.DateField(label=_("自哪天起结束"), widget=forms.DateInput)
