"""What is asked when plans are written, changed, urged, looked through, and tasks said done."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import queries
from xianfeng.plans.enums import PlanKind, TaskState
from xianfeng.plans.queries import Wanted
from xianfeng.plans.standing import SOON

STATES = [
    ("", _("全部")),
    (TaskState.OVERDUE.value, TaskState.OVERDUE.label),
    (SOON, _("30 天内到期")),
    (TaskState.OPEN.value, TaskState.OPEN.label),
    (TaskState.MET.value, TaskState.MET.label),
    (TaskState.LATE.value, TaskState.LATE.label),
]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput, **more)


class RowField(forms.ModelChoiceField):
    """A task named with its number, or a node named with its task."""

    def label_from_instance(self, obj: Any) -> str:
        """Return how a task or node is named."""
        task = getattr(obj, "task", None)
        return f"{task.seq} {task.title}：{obj.title}" if task else f"{obj.seq} {obj.title}"


class VersionForm(forms.Form):
    """Nothing but which edition of a row was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CompleteForm(VersionForm):
    """When it was done, and with what result."""

    done_on = _day(_("完成日期"))
    result = forms.CharField(
        label=_("完成结果"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一两句话：做成了什么，在哪里看得到"),
    )


class ReopenForm(VersionForm):
    """Why it is not done after all."""

    reason = forms.CharField(label=_("重新打开的原因"), max_length=200)


class ChangeForm(VersionForm):
    """Another day or wording, and why; what is not to change is left as it stands."""

    due_on = _day(_("完成时限"))
    title = forms.CharField(label=_("内容"), max_length=300)
    reason = forms.CharField(label=_("调整的原因"), max_length=200)

    def __init__(self, *args: Any, longest: int = 300, **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.CharField, self.fields["title"]).validators.append(
            forms.fields.validators.MaxLengthValidator(longest)
        )


class AnswerForm(VersionForm):
    """What the issuer says to a change asked for."""

    answer = forms.CharField(
        label=_("答复"), max_length=200, required=False, help_text=_("不同意时写明原因")
    )


class NodeForm(forms.Form):
    """A step of a task."""

    title = forms.CharField(label=_("节点"), max_length=200)
    due_on = _day(_("时限"))


class ProjectForm(forms.Form):
    """A project of one's own unit: which unit it is shows only to who writes for several."""

    title = forms.CharField(label=_("项目名称"), max_length=300)
    due_on = _day(_("完成时限"))

    def __init__(self, *args: Any, units: Iterable[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        choose_unit(self, units, _("牵头单位"))


class PlanForm(forms.Form):
    """A year's plan of a unit."""

    title = forms.CharField(label=_("计划名称"), max_length=120)
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2199)

    def __init__(self, *args: Any, units: Iterable[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        choose_unit(self, units, _("下达计划的组织"))


class TaskForm(forms.Form):
    """A task of a plan; the aspects that the plan has are offered, others can be written."""

    title = forms.CharField(label=_("任务"), max_length=300)
    aspect = forms.CharField(
        label=_("方面"), max_length=60, widget=forms.TextInput({"list": "aspects"})
    )
    due_on = _day(_("完成时限"))
    lead: Any = forms.ModelChoiceField(label=_("牵头单位"), queryset=None, to_field_name="code")
    helpers: Any = forms.ModelMultipleChoiceField(
        label=_("配合单位"),
        queryset=None,
        required=False,
        to_field_name="code",
        help_text=_("可以选几个：电脑上按住 Ctrl 逐个点"),
    )

    def __init__(self, *args: Any, units: QuerySet[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_units(self, units)


class AmendForm(VersionForm):
    """Who leads and assists, under which aspect, and whether it is a key city task."""

    aspect = forms.CharField(
        label=_("方面"), max_length=60, widget=forms.TextInput({"list": "aspects"})
    )
    lead: Any = forms.ModelChoiceField(label=_("牵头单位"), queryset=None, to_field_name="code")
    helpers: Any = forms.ModelMultipleChoiceField(
        label=_("配合单位"),
        queryset=None,
        required=False,
        to_field_name="code",
        help_text=_("可以选几个：电脑上按住 Ctrl 逐个点"),
    )
    key = forms.BooleanField(label=_("市里的重点工作（机关党建＋）"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_units(self, units)


class WaitForm(forms.Form):
    """Which earlier task or node is waited for."""

    earlier: Any = RowField(label=_("要等哪一项先完成"), queryset=None)

    def __init__(self, *args: Any, rows: QuerySet[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ModelChoiceField, self.fields["earlier"]).queryset = rows


class PusherForm(forms.Form):
    """Which party unit pushes a key task, and how."""

    unit: Any = forms.ModelChoiceField(label=_("推动的组织"), queryset=None, to_field_name="code")
    how = forms.CharField(
        label=_("怎么推动"), max_length=200, help_text=_("例如：组建党员突击队，每周到现场")
    )

    def __init__(self, *args: Any, units: QuerySet[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ModelChoiceField, self.fields["unit"]).queryset = units


class PushingProjectForm(forms.Form):
    """Which project pushes a key task."""

    project: Any = forms.ModelChoiceField(label=_("推动它的项目"), queryset=None)

    def __init__(self, *args: Any, rows: QuerySet[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ModelChoiceField, self.fields["project"]).queryset = rows


class FilterForm(forms.Form):
    """What a list is narrowed to; what it does not know narrows nothing."""

    words = forms.CharField(label=_("任务里的字"), required=False, max_length=60)
    plan = forms.ChoiceField(label=_("计划"), required=False)
    kind = forms.ChoiceField(
        label=_("种类"), required=False, choices=[("", _("全部")), *PlanKind.choices]
    )
    aspect = forms.ChoiceField(label=_("方面"), required=False)
    unit = forms.ChoiceField(label=_("牵头单位"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)
    assisting = forms.BooleanField(label=_("含配合的"), required=False)
    key = forms.BooleanField(label=_("只看重点工作"), required=False)

    def __init__(self, data: QueryDict, viewer: Viewer) -> None:
        super().__init__(data)
        asked = data.get("plan", "")
        plans = [
            plan
            for plan in queries.plans(viewer)
            if plan.kind == PlanKind.BREAKDOWN or str(plan.pk) == asked
        ]
        self._offer("plan", [(str(plan.pk), f"{plan.year} {plan.title}") for plan in plans])
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


def choose_unit(form: forms.Form, units: Any, label: Any) -> None:
    """Ask for a unit where there are several; a single one is known, and hidden."""
    field = forms.ModelChoiceField(label=label, queryset=units, to_field_name="code")
    known = list(units[:2])
    form.fields["unit"] = field
    if known:
        field.initial = known[0].code
    if len(known) == 1:
        field.widget = forms.HiddenInput()


def offer_units(form: forms.Form, units: QuerySet[Any]) -> None:
    """Offer these units as lead and as assistants."""
    for name in ("lead", "helpers"):
        cast(forms.ModelChoiceField, form.fields[name]).queryset = units
