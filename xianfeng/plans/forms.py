"""What is asked when a task is done, taken back or looked for."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import queries
from xianfeng.plans.enums import TaskState
from xianfeng.plans.queries import Wanted


class CompleteForm(forms.Form):
    """When it was done, and with what result."""

    done_on = forms.DateField(label=_("完成日期"), widget=forms.DateInput)
    result = forms.CharField(
        label=_("完成结果"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一两句话：做成了什么，在哪里看得到"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why it is not done after all."""

    reason = forms.CharField(label=_("重新打开的原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """What a list is narrowed to; what it does not know narrows nothing."""

    plan = forms.ChoiceField(label=_("计划"), required=False)
    aspect = forms.ChoiceField(label=_("方面"), required=False)
    unit = forms.ChoiceField(label=_("牵头单位"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部")), *TaskState.choices]
    )

    def __init__(self, data: QueryDict, viewer: Viewer) -> None:
        super().__init__(data)
        self._offer("plan", [(str(p.pk), f"{p.year} {p.title}") for p in queries.plans(viewer)])
        self._offer("aspect", [(aspect, aspect) for aspect in queries.aspects(viewer)])
        self._offer("unit", [(unit.code, unit.name) for unit in queries.leads(viewer)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", _("全部")), *choices]

    def wanted(self) -> Wanted:
        """Return the filters that can be meant."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**chosen | {"plan": int(chosen["plan"]) if "plan" in chosen else None})
