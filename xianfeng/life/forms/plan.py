"""The form of a plan, and of taking a record back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.life import queries
from xianfeng.life.enums import MeetingKind
from xianfeng.life.models import Meeting
from xianfeng.life.rules import Record
from xianfeng.units.models import Unit

_KINDS = dict(MeetingKind.choices)


class PlanForm(forms.Form):
    """A meeting to come: what, when, where, and what it will deal with."""

    kind = forms.ChoiceField(label=queries.LABELS["kind"])
    held_on = forms.DateField(
        label=queries.LABELS["held_on"], widget=forms.DateInput(attrs={"type": "date"})
    )
    starts_at = forms.TimeField(
        label=_("时间"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    title = forms.CharField(label=queries.LABELS["title"], max_length=200, required=False)
    place = forms.CharField(label=queries.LABELS["place"], max_length=100, required=False)
    agenda = forms.CharField(
        label=_("议程"),
        help_text=_("一行一项"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Viewer,
        unit: Unit,
        plan: Meeting | None,
        kind: str = "",
        held_on: date | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(plan) if plan else {"held_on": held_on})
        offered = queries.kinds_offered(viewer, unit)
        self.fields["kind"].choices = [(each, _KINDS[each]) for each in offered]
        if plan is None:
            self.initial["kind"] = kind if kind in offered else offered[0]
        self.base = plan.record() if plan else None

    def record(self) -> Record:
        """Return what was entered; what the form does not ask stays as it was."""
        stated = {name: self.cleaned_data[name] for name in ("kind", "held_on", "title", "place")}
        return Record(**{**(vars(self.base) if self.base else {}), **stated})

    def titles(self) -> list[str]:
        """Return the lines of the agenda."""
        return self.cleaned_data["agenda"].splitlines()


class VoidForm(forms.Form):
    """Why a record is taken back, and which version was read."""

    reason = forms.CharField(label=_("撤销原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


def _initial(plan: Meeting) -> dict[str, Any]:
    names = ("kind", "held_on", "starts_at", "title", "place")
    agenda = "\n".join(item.title for item in plan.agenda.all())
    return {name: getattr(plan, name) for name in names} | {"agenda": agenda}
