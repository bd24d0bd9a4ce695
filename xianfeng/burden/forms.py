"""What is asked: a collection task and its fields, an answer, a work group and its steps."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.burden.actions.collections import Field
from xianfeng.burden.actions.replies import Said
from xianfeng.burden.enums import FieldKind, GroupState, Usage

NEW_KINDS = [each for each in FieldKind.choices if each[0] != FieldKind.KNOWN]


class DayInput(forms.DateInput):
    input_type = "date"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(format="%Y-%m-%d"), **more)


def _line(label: Any, most: int = 200, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """A step that says why."""

    reason = _line(_("原因"), 300)


class CloseForm(VersionForm):
    """Ending a task."""

    reason = _line(_("说明（可不填）"), 300, required=False)


class RenewForm(VersionForm):
    """Letting a task stand longer."""

    expires_on = _day(_("新的截止日"))
    reason = _line(_("为什么还要征集"), 300)


class CollectionForm(forms.Form):
    """A task: what for, to whom, by when."""

    title = _line(_("征集什么"), 120)
    purpose = _line(_("用来做什么"), 300, help_text=_("收到的单位会看到。"))
    kinds = forms.MultipleChoiceField(label=_("发给"), widget=forms.CheckboxSelectMultiple)
    due_on = _day(_("答复期限"))
    expires_on = _day(
        _("截止日（可不填）"),
        required=False,
        help_text=_("不填为 90 天，最长一年，到期自动结束。"),
    )

    def __init__(self, data: Any, kinds: Iterable[tuple[str, Any]]) -> None:
        super().__init__(data)
        cast(forms.MultipleChoiceField, self.fields["kinds"]).choices = list(kinds)


class KnownForm(VersionForm):
    """A field that the system holds: shown to each unit for a nod."""

    mode = forms.CharField(widget=forms.HiddenInput, initial="known")
    source = forms.ChoiceField(label=_("引用哪一项"))
    first = _day(_("从哪天（数字要填）"), required=False)
    last = _day(_("到哪天（数字要填）"), required=False)

    def __init__(self, data: Any, sources: Mapping[str, str], **more: Any) -> None:
        super().__init__(data, **more)
        self.sources = sources
        cast(forms.ChoiceField, self.fields["source"]).choices = list(sources.items())

    def asked(self) -> Field:
        """Return the field; the days go with figures only."""
        said = self.cleaned_data
        source = said["source"]
        dated = source.startswith("figure:")
        first, last = (said["first"], said["last"]) if dated else (None, None)
        title = self.sources[source].partition("（")[0]
        return Field(FieldKind.KNOWN, title, source=source, first=first, last=last)


class NewForm(VersionForm):
    """A field that the system does not hold: with the reason why it is asked."""

    mode = forms.CharField(widget=forms.HiddenInput, initial="new")
    title = _line(_("问什么"), 80)
    kind = forms.ChoiceField(label=_("怎么填"), choices=NEW_KINDS)
    choices = _line(_("选项（选择题用，以顿号隔开）"), 300, required=False)
    reason = _line(_("为什么要问"), 200)

    def asked(self) -> Field:
        """Return the field; choices go with a choice only."""
        said = self.cleaned_data
        parts = said["choices"].replace("，", "、").replace(",", "、").split("、")
        choices = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        given = choices if said["kind"] == FieldKind.CHOICE else ()
        return Field(said["kind"], said["title"].strip(), said["reason"], choices=given)


class AnswerForm(VersionForm):
    """One page with all fields: a nod for what is known, a value for what is new."""

    def __init__(
        self, data: Any, items: Iterable[Any], values: Mapping[int, str], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.items, self.values = list(items), values
        for item in self.items:
            if item.known:
                self.fields[f"right_{item.pk}"] = forms.ChoiceField(
                    label=_now("核对"), widget=forms.RadioSelect, initial="yes",
                    choices=[("yes", _now("确认无误")), ("no", _now("有出入"))],
                )  # fmt: skip
                self.fields[f"wrong_{item.pk}"] = _line(
                    _now("有出入的，写明应为多少（没有就不填）"), 300, required=False
                )
            else:
                self.fields[f"value_{item.pk}"] = _control(item)

    def rows(self) -> list[dict[str, Any]]:
        """Return each item with its fields, and what the system holds of it."""
        return [
            {
                "item": item,
                "value": self.values.get(item.pk, ""),
                "fields": [
                    self[f"{name}_{item.pk}"]
                    for name in (("right", "wrong") if item.known else ("value",))
                ],
            }
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        """Ask what is wrong with what is not right."""
        said: dict[str, Any] = super().clean() or {}
        for item in self.items:
            if said.get(f"right_{item.pk}") == "no" and not said.get(f"wrong_{item.pk}"):
                self.add_error(f"wrong_{item.pk}", _now("请写明应为多少"))
        return said

    def said(self) -> dict[int, Said]:
        """Return what is said of each field; of a known one what was shown, never what was sent."""
        given = self.cleaned_data
        found = {}
        for item in self.items:
            if item.known:
                wrong = given[f"wrong_{item.pk}"] if given[f"right_{item.pk}"] == "no" else ""
                found[item.pk] = Said(self.values.get(item.pk, ""), wrong)
            else:
                found[item.pk] = Said(str(given[f"value_{item.pk}"]))
        return found


def _control(item: Any) -> forms.Field:
    if item.kind == FieldKind.NUMBER:
        return forms.DecimalField(label=item.title, max_digits=14, decimal_places=2)
    if item.kind == FieldKind.DATE:
        return _day(item.title)
    if item.kind == FieldKind.CHOICE:
        pairs = [(each, each) for each in item.choices]
        return forms.ChoiceField(label=item.title, choices=pairs, widget=forms.RadioSelect)
    return _line(item.title, 300)


class GroupForm(forms.Form):
    """A work group."""

    name = _line(_("群名"), 80)
    platform = _line(_("平台"), 40, help_text=_("如微信、政务微信、钉钉。"))
    people = forms.IntegerField(label=_("人数"), min_value=1, max_value=100_000)
    purpose = _line(_("用途"))
    from_on = _day(_("建群日期（可不填）"), required=False)


class KeepForm(VersionForm):
    """The yearly look-through: still used."""

    usage = forms.ChoiceField(
        label=_("用得多不多"), choices=Usage.choices, widget=forms.RadioSelect
    )
    people = forms.IntegerField(label=_("现有人数"), min_value=1, max_value=100_000)


class ProposeForm(VersionForm):
    """The yearly look-through: to be closed."""

    close_by = _day(_("清理期限"))
    because = _line(_("原因"))


class MergeForm(VersionForm):
    """Into which group."""

    into: Any = forms.ModelChoiceField(label=_("并入哪个群"), queryset=None)

    def __init__(self, data: Any, groups: Any, **more: Any) -> None:
        super().__init__(data, **more)
        cast(forms.ModelChoiceField[Any], self.fields["into"]).queryset = groups


class CloseGroupForm(VersionForm):
    """Closed."""

    because = _line(_("说明（可不填）"), required=False)


class GroupsForm(forms.Form):
    """Which groups to show."""

    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部")), *GroupState.choices]
    )

    def wanted(self) -> str:
        """Return the state asked for; a value that names none narrows nothing."""
        return str(self.cleaned_data.get("state") or "") if self.is_valid() else ""


class MonthForm(forms.Form):
    """Which month to show."""

    month = forms.ChoiceField(label=_("月份"), required=False)

    def __init__(self, data: Any, months: Iterable[Any]) -> None:
        super().__init__(data)
        self.months = {f"{month:%Y-%m}": month for month in months}
        pairs = [(key, key) for key in self.months]
        cast(forms.ChoiceField, self.fields["month"]).choices = pairs

    def wanted(self) -> Any:
        """Return the month asked for, or the latest; None when there is none."""
        said = self.cleaned_data.get("month") if self.is_valid() else ""
        return self.months.get(said or "") or next(iter(self.months.values()), None)
