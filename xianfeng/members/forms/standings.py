"""What is asked when a member is entered by hand, leaves, or comes back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.members import rules
from xianfeng.members.actions.registering import Origin
from xianfeng.members.enums import EducationLevel, StandingEvent
from xianfeng.members.forms.people import cleaned_phone, ethnicities
from xianfeng.members.forms.transfers import WAYS
from xianfeng.members.models import Member
from xianfeng.members.queries import standings as queries

LETTER = ("outside", "way", "number", "issued_on", "received_on", "dues_until")


class EntryForm(forms.Form):
    """One member whom the roster forgot; sex and day of birth are in the identity number."""

    branch: Any = forms.ModelChoiceField(None, label=_("编入党支部"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    id_number = forms.CharField(
        label=_("公民身份号码"), max_length=30, widget=forms.TextInput({"autocomplete": "off"})
    )
    ethnicity = forms.ChoiceField(label=_("民族"), initial=rules.HAN)
    joined_on = forms.DateField(label=_("入党日期"), widget=forms.DateInput)
    confirmed_on = forms.DateField(
        label=_("转正日期"), widget=forms.DateInput, required=False, help_text=_("预备党员不填")
    )
    phone = forms.CharField(label=_("手机号码"), max_length=20, required=False)
    education = forms.CharField(label=_("学历"), max_length=40, required=False)
    education_level = forms.TypedChoiceField(
        label=_("学历层次"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("未登记")), *EducationLevel.choices],
    )
    community_name = forms.CharField(label=_("居住社区"), max_length=80, required=False)

    def __init__(self, *args: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ethnicity"].choices = ethnicities()
        self.fields["branch"].queryset = queries.branches(viewer, today)

    def clean_phone(self) -> str:
        """Return eleven digits, or nothing."""
        return cleaned_phone(self.cleaned_data["phone"])

    def entry(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = dict(self.cleaned_data)
        branch = given.pop("branch")
        return {"branch": branch, "record": given}


class ArrivalForm(EntryForm):
    """One member who comes with a letter from outside the system."""

    outside = forms.CharField(label=_("转出的党组织"), max_length=120)
    way = forms.ChoiceField(label=_("转接方式"), choices=WAYS)
    number = forms.CharField(label=_("介绍信编号"), max_length=40, required=False)
    issued_on = forms.DateField(label=_("开出日期"), widget=forms.DateInput)
    received_on = forms.DateField(label=_("接收日期"), widget=forms.DateInput)
    dues_until = forms.CharField(label=_("党费交至"), max_length=40, required=False)
    field_order = ("branch", *LETTER)

    def entry(self) -> dict[str, Any]:
        """Return what the action takes, with the letter apart."""
        given = super().entry()
        origin = Origin(**{name: given["record"].pop(name) for name in LETTER})
        return given | {"origin": origin}


class StandingForm(forms.Form):
    """What was decided, from when, and by which document."""

    kind = forms.ChoiceField(label=_("变动"))
    changed_on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    document = forms.CharField(
        label=_("依据"), max_length=80, help_text=_("如 决定或批复的文号、死亡证明")
    )

    def __init__(self, *args: Any, member: Member, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        probationary = member.confirmed_on is None or member.confirmed_on > on
        offered = rules.standings.decisions(member.standing, probationary)
        words = dict(StandingEvent.choices)
        kinds = [each for each in offered if each != StandingEvent.RESTORED]
        self.fields["kind"].choices = [(each, words[each]) for each in kinds]


class RestoreForm(forms.Form):
    """Into which branch a suspended member comes back, and by which document."""

    branch: Any = forms.ModelChoiceField(None, label=_("编入党支部"))
    changed_on = forms.DateField(label=_("恢复日期"), widget=forms.DateInput)
    document = forms.CharField(label=_("依据"), max_length=80)

    def __init__(self, *args: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "restore_%s"})
        self.fields["branch"].queryset = queries.branches(viewer, today)
