"""What is asked when care is recorded, looked for or taken back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.care.actions.honours import Award
from xianfeng.care.actions.talks import LONGEST_NOTE, Round
from xianfeng.care.actions.visits import MOST, Paid
from xianfeng.care.enums import (
    Fund,
    GreetingForm,
    HonourLevel,
    NeedKind,
    Occasion,
    TalkForm,
    TalkKind,
    TalkPurpose,
)
from xianfeng.care.queries.people import Person
from xianfeng.kernel.actions import Refused

EVERY = ("", _("全部"))
CHOOSE = ("", _("请选择"))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput)


class PeopleForm(forms.Form):
    """A record of one or several people of a unit; ``offered`` are those to choose from."""

    visiting = False
    people = forms.TypedMultipleChoiceField(
        label=_("谁"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label=_("按姓名找"), required=False, max_length=60)

    def __init__(self, data: Any = None, *, offered: Sequence[Person], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["people"].choices = [(one.id, one.label) for one in offered]


class VisitForm(PeopleForm):
    """A round of visits: five fields on a phone, the rest under one fold."""

    visiting = True
    on = _day(_("慰问日期"))
    occasion = forms.ChoiceField(label=_("缘由"), choices=[CHOOSE, *Occasion.choices])
    amount = forms.DecimalField(
        label=_("每人慰问金（元）"), min_value=0, max_value=MOST, decimal_places=2, required=False
    )  # fmt: skip
    fund = forms.ChoiceField(label=_("经费来源"), choices=Fund.choices, required=False)
    visitors = forms.CharField(label=_("慰问人"), max_length=100, required=False)
    note = forms.CharField(label=_("备注"), max_length=300, required=False)

    def paid(self) -> Paid:
        """Return what was entered."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "words"}
        return Paid(**given | {"amount": given["amount"] or Decimal(0),
                               "fund": given["fund"] or Fund.NONE})  # fmt: skip


class NeedForm(forms.Form):
    """Whom the branch looks after from now on, and why: no more is asked."""

    member = forms.TypedChoiceField(label=_("谁"), coerce=int)
    kind = forms.ChoiceField(label=_("类别"), choices=NeedKind.choices)
    from_on = _day(_("自"))

    def __init__(self, data: Any = None, *, offered: Sequence[Person], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["member"].choices = [(one.id, one.label) for one in offered]


class EndForm(forms.Form):
    """From which day on somebody is looked after no more."""

    until_on = _day(_("自哪天起结束"))


class ReasonForm(forms.Form):
    """Why a record counts no more."""

    reason = forms.CharField(label=_("作废原因"), max_length=200)


class RevokeForm(forms.Form):
    """From which day an honour is revoked, and why."""

    revoked_on = _day(_("撤销日期"))
    reason = forms.CharField(label=_("撤销原因"), max_length=200)


class GreetForm(PeopleForm):
    """How the birthdays of a month were kept."""

    on = _day(_("日期"))
    form = forms.ChoiceField(label=_("方式"), choices=GreetingForm.choices)
    activity = forms.CharField(label=_("活动"), max_length=200, required=False)


class TalkRoundForm(PeopleForm):
    """A round of talks: who led them, with whom, on what day."""

    on = _day(_("谈话日期"))
    lead = forms.TypedChoiceField(
        label=_("谁找他们谈"), coerce=int, required=False, empty_value=None
    )
    form = forms.ChoiceField(label=_("方式"), choices=TalkForm.choices)
    purpose = forms.ChoiceField(label=_("谈话类型"), choices=TalkPurpose.choices)

    def __init__(self, data: Any = None, *, offered: Sequence[Person], **more: Any) -> None:
        super().__init__(data, offered=offered, **more)
        names = [(str(one.id), one.label) for one in offered]
        self.fields["lead"].choices = [("", _("所选的人两两互谈")), *names]

    def talks(self) -> Round:
        """Return what was entered."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "words"}
        return Round(**given)


class NoteForm(forms.Form):
    """What one of the two writes down for the two alone; empty unless somebody wishes to."""

    text = forms.CharField(
        label=_("我写的"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("可以不写。加密保存，只有谈话的两个人能看，上级、管理员和导出都看不到"),
    )


class HonourForm(PeopleForm):
    """An honour of the unit, or of the people ticked."""

    title = forms.CharField(label=_("荣誉名称"), max_length=100)
    level = forms.ChoiceField(label=_("级别"), choices=[CHOOSE, *HonourLevel.choices])
    awarded_on = _day(_("授予日期"))
    awarded_by = forms.CharField(label=_("授予单位"), max_length=100, required=False)
    document = forms.CharField(label=_("文号"), max_length=60, required=False)

    def __init__(self, data: Any = None, *, offered: Sequence[Person], **more: Any) -> None:
        super().__init__(data, offered=offered, **more)
        self.fields["people"].required = False
        self.fields["people"].label = _("授予谁")
        self.fields["people"].help_text = _("授予党组织的，一个人也不用选")

    def award(self) -> Award:
        """Return what was entered."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "words"}
        return Award(**given)


class YearForm(forms.Form):
    """What a list is narrowed to; what cannot be read narrows nothing."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=1921, max_value=2999)
    unit = forms.CharField(label=_("党组织编码"), required=False, max_length=40)
    name = forms.CharField(label=_("姓名"), required=False, max_length=60)

    def wanted(self) -> dict[str, Any]:
        """Return the filters that can be meant, without the unit."""
        self.is_valid()
        return {n: v for n, v in self.cleaned_data.items() if v and n != "unit"}


class VisitFilter(YearForm):
    """The same, for visits."""

    occasion = forms.ChoiceField(
        label=_("缘由"), choices=[EVERY, *Occasion.choices], required=False
    )


class TalkFilter(YearForm):
    """The same, for talks."""

    kind = forms.ChoiceField(label=_("类别"), choices=[EVERY, *TalkKind.choices], required=False)


class HonourFilter(forms.Form):
    """The same, for honours."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=1921, max_value=2999)
    whose = forms.ChoiceField(
        label=_("授予谁"),
        choices=[EVERY, ("unit", _("党组织")), ("member", _("党员"))],
        required=False,
    )
    title = forms.CharField(label=_("荣誉名称或姓名"), required=False, max_length=60)

    def wanted(self) -> dict[str, Any]:
        """Return the filters that can be meant."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def refuse(form: forms.Form, refused: Refused) -> None:
    """Show why something was refused, beside its field where the form has it."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def month_written(day: date) -> str:
    """Return a month as addresses carry it."""
    return f"{day.year:04d}-{day.month:02d}"
