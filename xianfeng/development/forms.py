"""What is asked of a person, of a step (only what that step needs), of a paper, and of a quota."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.development import queries
from xianfeng.development.enums import Ending, Outcome, StageName
from xianfeng.development.models import Candidate
from xianfeng.development.queries import Wanted
from xianfeng.development.rules import steps
from xianfeng.development.rules.history import Entry
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.codes import choices
from xianfeng.members.enums import Sex
from xianfeng.units.models import Unit

ALL = ("", _("全部"))
SINGLE_LINE = 60


class PersonForm(forms.Form):
    """What is known of somebody who applies."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"), choices=Sex.choices, widget=forms.RadioSelect)
    born_on = forms.DateField(label=_("出生日期"), widget=forms.DateInput)
    ethnicity = forms.ChoiceField(label=_("民族"), initial="01")
    education = forms.ChoiceField(label=_("学历"), required=False)
    id_number = forms.CharField(
        label=_("公民身份号码"),
        required=False,
        max_length=24,
        help_text=_("可以以后再填；加密保存，页面上只显示前三位和后两位"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ethnicity"].choices = list(choices("ethnicity").codes.items())
        known = [(value, value) for value in choices("education").values]
        self.fields["education"].choices = [("", _("未登记")), *known]

    def record(self) -> dict[str, Any]:
        """Return the person's fields without the number."""
        names = ("name", "sex", "born_on", "ethnicity", "education")
        return {name: self.cleaned_data[name] for name in names}


class ApplicationForm(PersonForm):
    """A written application taken in by a branch."""

    unit = forms.ChoiceField(label=_("受理的党支部"))
    applied_on = forms.DateField(label=_("递交申请书日期"), widget=forms.DateInput)
    field_order = ("unit", "name", "sex", "born_on", "applied_on")

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self.fields["unit"].choices = [(unit.code, unit.name) for unit in units]


class AmendPersonForm(PersonForm):
    """The same with the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, required=False, **more)


class StepForm(forms.Form):
    """A step as it happened: the day, and what this one step needs besides."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    by = forms.CharField(label=_("谈话人"), max_length=SINGLE_LINE, required=False)
    contacts = forms.TypedMultipleChoiceField(
        label=_("培养联系人（一至两名正式党员）"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sponsors = forms.TypedMultipleChoiceField(
        label=_("入党介绍人（两名正式党员）"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    publicity_from = forms.DateField(label=_("公示开始"), widget=forms.DateInput, required=False)
    publicity_until = forms.DateField(
        label=_("公示结束"),
        widget=forms.DateInput,
        required=False,
        help_text=_("首尾两天都算；按国务院办公厅公布的节假日计算工作日"),
    )
    days = _number(_("培训天数"))
    hours = _number(_("培训学时"), help_text=_("三天或者二十四学时，满足一项即可"))
    resolution = forms.ChoiceField(
        label=_("提请表决"),
        choices=[
            (Outcome.DONE, _("按期转正")),
            (Outcome.EXTEND, _("延长预备期")),
            (Outcome.CANCEL, _("取消预备党员资格")),
        ],
        widget=forms.RadioSelect,
        initial=Outcome.DONE,
    )
    months = _number(_("延长几个月"), help_text=_("延长预备期时填，6 到 12 个月"))
    expected = _number(_("应到人数"), help_text=_("有表决权的正式党员；已按当天花名册填好，可以改"))
    present = _number(_("实到人数"))
    in_favour = _number(_("赞成"))
    against = _number(_("反对"))
    abstained = _number(_("弃权"))
    party_group_on = forms.DateField(label=_("报党组日期"), widget=forms.DateInput, required=False)
    outcome = forms.ChoiceField(
        label=_("结果"), widget=forms.RadioSelect, initial=Outcome.DONE, required=False
    )
    reason = forms.CharField(
        label=_("原因"), max_length=200, required=False, help_text=_("未通过、延长或超过总量时填写")
    )

    def __init__(
        self, *args: Any, step: steps.Step, agency: bool, people: list[tuple[int, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.step = step
        wanted = {"on", *step.fields}
        if step.decides:
            wanted |= {"outcome", "reason"}
            self._offer("outcome", _outcomes(step))
        if not agency:
            wanted.discard("party_group_on")
        for name in set(self.fields) - wanted - {"version", "amend_reason"}:
            del self.fields[name]
        for name in {"contacts", "sponsors"} & set(self.fields):
            self._offer(name, people)

    def _offer(self, name: str, offered: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = offered

    def entry(self) -> Entry:
        """Return what was entered, as the rules read it."""
        given = dict(self.cleaned_data)
        outcome = given.pop("resolution", "") or given.pop("outcome", "") or Outcome.DONE
        known = {name: value for name, value in given.items() if name in Entry.__dataclass_fields__}
        for name in ("contacts", "sponsors"):
            if name in known:
                known[name] = tuple(sorted(known[name]))
        if outcome != Outcome.EXTEND:
            known.pop("months", None)
        return Entry(step=self.step.number, **known | {"outcome": str(outcome)})


class AmendStepForm(StepForm):
    """The same, with the reason and the version that was opened."""

    amend_reason = forms.CharField(label=_("更正原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


def _outcomes(step: steps.Step) -> list[tuple[str, Any]]:
    offered: list[tuple[str, Any]] = [
        (Outcome.DONE, _("通过")),
        (Outcome.RETURNED, _("未通过（退回）")),
    ]
    if step.number == steps.APPROVAL:
        offered.append((Outcome.POSTPONED, _("特殊情况，延长审批期限（最长六个月）")))
    return offered


class PaperForm(forms.Form):
    """A paper of the checklist that is at hand."""

    paper = forms.ChoiceField(label=_("材料"))
    number = forms.CharField(label=_("文号或编号"), max_length=60, required=False)
    dated_on = forms.DateField(label=_("材料日期"), widget=forms.DateInput, required=False)

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["paper"]).choices = papers


class EndForm(forms.Form):
    """Why somebody's development ends."""

    ending = forms.ChoiceField(
        label=_("情形"),
        choices=[(e.value, e.label) for e in Ending if e is not Ending.CANCELLED],
    )
    ended_on = forms.DateField(label=_("终止日期"), widget=forms.DateInput)
    reason = forms.CharField(label=_("原因"), max_length=200)


class QuotaForm(forms.Form):
    """A year's quota of a unit."""

    unit = forms.ChoiceField(label=_("党组织"))
    year = forms.IntegerField(label=_("年度"), min_value=2014, max_value=2100)
    number = forms.IntegerField(label=_("控制总量（名）"), min_value=0, max_value=100_000)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        offered = [(unit.code, unit.name) for unit in units]
        cast(forms.ChoiceField, self.fields["unit"]).choices = offered


class FilterForm(forms.Form):
    """What a list is narrowed to; what it does not know narrows nothing."""

    name = forms.CharField(label=_("姓名"), required=False, max_length=60)
    unit = forms.CharField(label=_("组织编码"), required=False, max_length=40)
    stage = forms.ChoiceField(
        label=_("阶段"), required=False, choices=[("", _("培养中")), *StageName.choices]
    )
    due = forms.ChoiceField(
        label=_("时限"), required=False, choices=[ALL, ("overdue", _("有逾期事项"))]
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_unit(self) -> str:
        """Return the path of a visible unit by its code, or nothing."""
        code = self.cleaned_data["unit"].strip()
        if not code:
            return ""
        unit = queries.visible_units(self.viewer).filter(code=code).first()
        if unit is None:
            raise forms.ValidationError(_("没有找到这个组织编码，请从组织树上核对。"))
        return unit.path

    def wanted(self) -> Wanted | None:
        """Return the filters, or None where one of them cannot be meant."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        return Wanted(given["name"].strip(), given["unit"], given["stage"], given["due"])


def person_initial(candidate: Candidate) -> dict[str, Any]:
    """Return what the form opens with; a number is written anew or left alone."""
    names = ("name", "sex", "born_on", "ethnicity", "education", "version")
    return {name: getattr(candidate, name) for name in names}
