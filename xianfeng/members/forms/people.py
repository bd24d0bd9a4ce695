"""What is asked when members are looked for, amended, seen in clear, or given a post or group."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers import cells
from xianfeng.ledgers.codes import choices
from xianfeng.members import rules
from xianfeng.members.enums import EducationLevel, PostHow, PostTitle, Sex
from xianfeng.members.queries import UNKNOWN, Wanted
from xianfeng.units import queries as units
from xianfeng.units.models import Unit

ALL = ("", _("全部"))
CATEGORIES = [ALL, ("full", _("正式党员")), ("probationary", _("预备党员"))]
_PHONE = re.compile(r"1\d{10}", re.ASCII)


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put what an action refused beside the field it speaks of."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def _bands(bands: tuple[rules.Band, ...]) -> list[tuple[str, Any]]:
    return [ALL, *((band.id, band.title) for band in bands)]


def cleaned_phone(written: str) -> str:
    """Return eleven digits, or nothing; ValidationError for anything else."""
    phone = re.sub(r"[\s\-]+", "", cells.written(written))
    if phone and not _PHONE.fullmatch(phone):
        raise forms.ValidationError(_("手机号码为 11 位数字，以 1 开头。"))
    return phone


def ethnicities() -> list[tuple[str, str]]:
    """Return (code, name) of the ethnic groups."""
    return list(choices("ethnicity").codes.items())


class UnitCodeForm(forms.Form):
    """A part of the tree, named by a unit's code."""

    unit = forms.CharField(label=_("组织编码"), required=False, max_length=40)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.found: Unit | None = None

    def clean_unit(self) -> str:
        """Return the code of a visible unit, and keep the unit."""
        code = self.cleaned_data["unit"].strip()
        if code:
            self.found = units.visible_to(self.viewer).filter(code=code).first()
            if self.found is None:
                raise forms.ValidationError(_("没有找到这个组织编码，请从组织树上核对。"))
        return code

    @property
    def path(self) -> str:
        """Return the path of the unit, or the empty path of everything."""
        return self.found.path if self.found else ""


class RosterForm(UnitCodeForm):
    """What a roster is narrowed to."""

    name = forms.CharField(label=_("姓名"), required=False, max_length=60)
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=[ALL, *Sex.choices])
    age = forms.ChoiceField(label=_("年龄"), required=False, choices=_bands(rules.AGES))
    years = forms.ChoiceField(label=_("党龄"), required=False, choices=_bands(rules.YEARS))
    education = forms.ChoiceField(
        label=_("学历"),
        required=False,
        choices=[
            ALL,
            *((str(level), label) for level, label in EducationLevel.choices),
            (UNKNOWN, _("未登记")),
        ],
    )
    category = forms.ChoiceField(label=_("人员类别"), required=False, choices=CATEGORIES)
    ethnicity = forms.ChoiceField(label=_("民族"), required=False)
    away = forms.ChoiceField(
        label=_("流动和失联"),
        required=False,
        choices=[ALL, ("floating", _("流动党员")), ("lost", _("失联党员"))],
    )
    field_order = ("name", "unit")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["ethnicity"].choices = [ALL, ("minority", _("少数民族")), *ethnicities()]

    def wanted(self) -> Wanted | None:
        """Return the filters, or None where one of them cannot be meant."""
        if not self.is_valid():
            return None
        given = {name: value for name, value in self.cleaned_data.items() if name != "unit"}
        return Wanted(**given | {"path": self.path, "name": given["name"].strip()})


class FindForm(forms.Form):
    """A number by which exactly one person is looked for; it never stands in an address."""

    number = forms.CharField(
        label=_("公民身份号码或手机号码"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """Return the number as it is stored: no spaces, half width, capital X."""
        return re.sub(r"[\s\-]+", "", cells.written(self.cleaned_data["number"])).upper()


class RecordForm(forms.Form):
    """What may be amended of a record."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"), choices=Sex.choices)
    ethnicity = forms.ChoiceField(label=_("民族"))
    born_on = forms.DateField(label=_("出生日期"), widget=forms.DateInput)
    education = forms.CharField(label=_("学历"), max_length=40, required=False)
    education_level = forms.TypedChoiceField(
        label=_("学历层次"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("未登记")), *EducationLevel.choices],
    )
    joined_on = forms.DateField(label=_("入党日期"), widget=forms.DateInput)
    confirmed_on = forms.DateField(
        label=_("转正日期"), widget=forms.DateInput, required=False, help_text=_("预备党员不填")
    )
    phone = forms.CharField(
        label=_("手机号码"), max_length=20, required=False, help_text=_("不改动则不填")
    )
    landline = forms.CharField(
        label=_("固定电话"), max_length=20, required=False, help_text=_("不改动则不填")
    )
    community_name = forms.CharField(label=_("居住社区"), max_length=80, required=False)
    floating_to = forms.CharField(
        label=_("外出流向"), max_length=100, required=False, help_text=_("流动党员填，回来后清空")
    )
    lost_since = forms.DateField(
        label=_("失去联系日期"), widget=forms.DateInput, required=False, help_text=_("联系上后清空")
    )
    skills = forms.CharField(label=_("特长"), max_length=200, required=False)
    wishes = forms.CharField(label=_("服务意向"), max_length=200, required=False)
    service_times = forms.CharField(label=_("可服务时间"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ethnicity"].choices = ethnicities()

    def clean_phone(self) -> str:
        """Return eleven digits, or nothing."""
        return cleaned_phone(self.cleaned_data["phone"])

    def changes(self) -> dict[str, Any]:
        """Return what to write; an empty number means that it stays as it is."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        kept = [name for name in ("phone", "landline") if not given[name]]
        return {name: value for name, value in given.items() if name not in kept}


class RevealForm(forms.Form):
    """Which number is to be seen, and what for."""

    field = forms.ChoiceField(
        label=_("查看"),
        choices=[
            ("id_number", _("公民身份号码")),
            ("phone", _("手机号码")),
            ("landline", _("固定电话")),
        ],
    )
    purpose = forms.CharField(
        label=_("用途"), max_length=200, help_text=_("会记入日志，本人可以看到")
    )


class PostForm(UnitCodeForm):
    """A post to take up."""

    title = forms.ChoiceField(label=_("职务"), choices=PostTitle.choices)
    full_time = forms.BooleanField(label=_("专职"), required=False)
    from_on = forms.DateField(label=_("任职日期"), widget=forms.DateInput)
    how = forms.ChoiceField(
        label=_("产生方式"), choices=[("", _("未登记")), *PostHow.choices], required=False
    )
    document = forms.CharField(label=_("批复文号"), max_length=80, required=False)
    field_order = ("title", "unit", "from_on", "how", "document", "full_time")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["unit"].required = True


class GroupForm(forms.Form):
    """A group of the member's branch to join."""

    group: Any = forms.ModelChoiceField(None, label=_("党小组"))
    from_on = forms.DateField(label=_("编入日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        # The form of a post stands on the same page and asks for a day by the same name.
        super().__init__(*args, **kwargs | {"auto_id": "group_%s"})
        self.fields["group"].queryset = groups


class EndForm(forms.Form):
    """From which day a post or a group is over."""

    until_on = forms.DateField(label=_("截止日期"), widget=forms.DateInput)
