"""Small forms beside a meeting: exemption, make-up, guest, theme, opinion, problem."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.life.enums import ExemptionGround, MakeUpWay, OpinionSource
from xianfeng.rectification.enums import Category
from xianfeng.units.models import Unit


def _day(label: Any, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"})
    )


class ExemptForm(forms.Form):
    """Who is exempted, on what ground, decided when, from when until when."""

    member = forms.ChoiceField(label=_("党员"))
    ground = forms.ChoiceField(label=_("情形"), choices=ExemptionGround.choices)
    decided_on = _day(_("支部研究日期"))
    from_on = _day(_("自"))
    until_on = _day(_("至（不写为长期）"), required=False)

    def __init__(self, *args: Any, ranks: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [(str(pk), name) for pk, name in ranks.items()]


class UntilForm(forms.Form):
    """When an exemption ends."""

    until_on = _day(_("从哪天起不再免于参加"))


class MakeUpForm(forms.Form):
    """When and how somebody made up."""

    on = _day(_("补课日期"))
    way = forms.ChoiceField(label=_("方式"), choices=MakeUpWay.choices)


class GuestForm(forms.Form):
    """A member of another branch, by name and whole phone number."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("手机号"), max_length=20)


class ThemeForm(forms.Form):
    """A theme for a month."""

    unit = forms.ChoiceField(label=_("发布组织"))
    month = forms.CharField(
        label=_("月份"), widget=forms.TextInput(attrs={"type": "month", "placeholder": "2021-03"})
    )
    title = forms.CharField(label=_("主题"), max_length=200)
    text = forms.CharField(
        label=_("说明"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.code, unit.name) for unit in units]

    def clean_month(self) -> date:
        """Return the first day of the month written as 2021-03."""
        try:
            return date.fromisoformat(f"{self.cleaned_data['month'].strip()}-01")
        except ValueError:
            raise forms.ValidationError(_("月份请写成 2021-03")) from None


class FixedDayForm(forms.Form):
    """The fixed day of the month."""

    day = forms.IntegerField(
        label=_("每月几日（不固定的留空）"), min_value=1, max_value=31, required=False
    )


class OpinionForm(forms.Form):
    """Opinions of one kind of people; nobody is named."""

    source = forms.ChoiceField(label=_("来自"), choices=OpinionSource.choices)
    count = forms.IntegerField(label=_("条数"), min_value=0, max_value=100_000)
    text = forms.CharField(
        label=_("意见内容（不写姓名）"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CriticismForm(forms.Form):
    """Who criticised themselves, and one member's criticism of others."""

    themselves = forms.MultipleChoiceField(
        label=_("作了自我批评"), required=False, widget=forms.CheckboxSelectMultiple
    )
    speaker = forms.ChoiceField(label=_("谁作相互批评"), required=False)
    about = forms.MultipleChoiceField(
        label=_("对谁"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(pk), name) for pk, name in names.items()]
        self.fields["themselves"].choices = people
        self.fields["about"].choices = people
        self.fields["speaker"].choices = [("", _("不登记")), *people]

    def themselves_said(self) -> set[int]:
        """Return who criticised themselves."""
        return {int(pk) for pk in self.cleaned_data["themselves"]}

    def pairs(self, standing: Any) -> set[tuple[int, int]]:
        """Return who criticised whom: what stands, with the chosen speaker's anew."""
        if not self.cleaned_data["speaker"]:
            return set(standing)
        speaker = int(self.cleaned_data["speaker"])
        others = {pair for pair in standing if pair[0] != speaker}
        return others | {(speaker, int(pk)) for pk in self.cleaned_data["about"]}


class RectificationForm(forms.Form):
    """One thing to put right."""

    category = forms.ChoiceField(
        label=_("类别"), choices=Category.choices, widget=forms.RadioSelect
    )
    problem = forms.CharField(label=_("问题"), max_length=500)
    measure = forms.CharField(label=_("整改措施"), max_length=500)
    owner = forms.CharField(label=_("责任人"), max_length=60)
    due_on = _day(_("时限"))

    def __init__(self, *args: Any, verifiers: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verifiers = {unit.code: unit for unit in verifiers}
        if self.verifiers:
            self.fields["verifier"] = forms.ChoiceField(
                label=_("由哪个下级组织核实（本组织没有上级）"),
                choices=[("", "—"), *((code, one.name) for code, one in self.verifiers.items())],
            )

    def said(self) -> dict[str, Any]:
        """Return what was entered, with the unit that verifies where it was asked for."""
        entered = dict(self.cleaned_data)
        return entered | {"verifier": self.verifiers.get(entered.get("verifier", ""))}


class WhenDoneForm(forms.Form):
    """On which day something was done, and how."""

    on = _day(_("完成日期"))
    result = forms.CharField(
        label=_("完成情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class YearForm(forms.Form):
    """A unit and a year; what cannot be read is the usual one."""

    unit = forms.CharField(label=_("党组织编码"), max_length=40, required=False)
    year = forms.IntegerField(label=_("年份"), min_value=1990, max_value=2999, required=False)
