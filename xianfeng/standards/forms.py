"""What is asked: a standard and its items, a check's answers, goals, and model branches."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.duties import rulebook
from xianfeng.duties.enums import Verification
from xianfeng.kernel import figures
from xianfeng.standards import rules
from xianfeng.standards.actions.checks import Said
from xianfeng.standards.enums import CheckState, Finding, Reading, Stage

_PARTS = 3


class DayInput(forms.DateInput):
    input_type = "date"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(format="%Y-%m-%d"), **more)


def _line(label: Any, most: int = 200, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=2000, max_value=2100)


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """A step that says why."""

    reason = _line(_("原因"))


class StandardForm(forms.Form):
    """A year's edition of a standard."""

    title = _line(_("标准名称"), 120)
    year = _year(_("年度"))
    source = _line(_("依据"), help_text=_("写文件全称；自己定的写“本组织自定”。"))
    verification = forms.ChoiceField(label=_("依据核对情况"), choices=Verification.choices)
    due_on = _day(_("自查期限"))


class CopyForm(forms.Form):
    """The next edition, with the same items."""

    year = _year(_("年度"))
    due_on = _day(_("自查期限"))


class ItemsForm(VersionForm):
    """Many items at once, a line each."""

    lines = forms.CharField(
        label=_("每行一项：分组｜内容｜依据"),
        widget=forms.Textarea({"rows": 8}),
        help_text=_("用竖线或从表格粘贴的制表符隔开；依据可不写。"),
    )

    def clean_lines(self) -> list[tuple[str, str, str]]:
        """Return (group, text, source) of each line."""
        found = []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            parts = [
                part.strip() for part in line.replace("\t", "｜").replace("|", "｜").split("｜")
            ]
            if not any(parts):
                continue
            if len(parts) not in {_PARTS - 1, _PARTS} or not parts[0] or not parts[1]:
                told = {"number": number}
                raise forms.ValidationError(_now("第 %(number)s 行请写成“分组｜内容｜依据”") % told)
            if len(parts[0]) > 60 or len(parts[1]) > 300 or len(parts[-1]) > 200:
                told = {"number": number}
                raise forms.ValidationError(_now("第 %(number)s 行太长，请分成几项") % told)
            found.append((parts[0], parts[1], parts[2] if len(parts) == _PARTS else ""))
        return found


class ItemForm(VersionForm):
    """One item that a rule or a figure measures."""

    group = _line(_("分组"), 60)
    text = _line(_("内容"), 300)
    source = _line(_("依据（可不填）"), required=False)
    rule = forms.ChoiceField(label=_("按规则计量"), required=False)
    figure = forms.ChoiceField(label=_("按数字计量"), required=False)
    threshold = forms.DecimalField(
        label=_("标准值（按数字计量时填）"), max_digits=12, decimal_places=2, required=False
    )
    at_most = forms.BooleanField(label=_("不高于标准值为达标"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known: list[Any] = figures.every()
        ruled = [(rule.id, rule.title) for rule in rulebook.active()]
        # What counts each person once, or a mean, cannot be added up from a branch's groups.
        counted = [(each.id, f"{each.title}（{each.measure}）") for each in known if each.adds]
        for name, choices in (("rule", ruled), ("figure", counted)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _now("不用")), *choices]

    def clean(self) -> dict[str, Any]:
        """Ask for a measure: items without one are added by lines."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said["rule"] and not said["figure"]:
            self.add_error(
                "rule", _now("请选一条规则或一个数字；由支部自查的，请在“添加自查项”里写")
            )
        return said


class AnswersForm(VersionForm):
    """What a branch found about each item that no fact measures."""

    def __init__(self, data: Any, lines: Iterable[Any], **more: Any) -> None:
        super().__init__(data, **more)
        self.lines = [line for line in lines if not line.item.measured]
        for line in self.lines:
            key, answer = line.item.pk, line.answer
            self.fields[f"finding_{key}"] = forms.ChoiceField(
                label=_now("认定"), required=False, widget=forms.RadioSelect,
                choices=Finding.choices, initial=answer.finding if answer else None,
            )  # fmt: skip
            self.fields[f"note_{key}"] = _line(
                _now("说明（可不填）"), 300, required=False, initial=answer.note if answer else ""
            )
            self.fields[f"evidence_{key}"] = _line(
                _now("佐证材料（可不填）"), 300, required=False,
                initial=answer.evidence if answer else "",
            )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """Return each item with its three fields."""
        names = ("finding", "note", "evidence")
        return [
            {"line": line} | {name: self[f"{name}_{line.item.pk}"] for name in names}
            for line in self.lines
        ]

    def said(self) -> dict[int, Said]:
        """Return what was said of each item that has a finding."""
        given = self.cleaned_data
        return {
            line.item.pk: Said(
                given[f"finding_{line.item.pk}"],
                given[f"note_{line.item.pk}"],
                given[f"evidence_{line.item.pk}"],
            )
            for line in self.lines
            if given[f"finding_{line.item.pk}"]
        }


class ConfirmForm(VersionForm):
    """What the superior does not agree with, item by item, and a word on the whole."""

    def __init__(self, data: Any, lines: Iterable[Any], **more: Any) -> None:
        super().__init__(data, **more)
        self.lines = [line for line in lines if line.answer is not None]
        for line in self.lines:
            self.fields[f"objection_{line.item.pk}"] = _line(
                _now("不同意的原因（同意则不填）"), 300, required=False
            )
        self.fields["opinion"] = _line(_now("总的意见（可不填）"), 500, required=False)

    def rows(self) -> list[dict[str, Any]]:
        """Return each answered item with its field."""
        return [
            {"line": line, "objection": self[f"objection_{line.item.pk}"]} for line in self.lines
        ]

    def objections(self) -> dict[int, str]:
        """Return {item's key: reason} of what is not agreed with."""
        found = {
            line.item.pk: self.cleaned_data[f"objection_{line.item.pk}"] for line in self.lines
        }
        return {key: reason for key, reason in found.items() if reason}


class OverviewForm(forms.Form):
    """Which branches of a standard to show."""

    state = forms.ChoiceField(
        label=_("自查进展"), required=False, choices=[("", _("全部")), *CheckState.choices]
    )

    def wanted(self) -> str:
        """Return the state asked for; a value that names none narrows nothing."""
        return str(self.cleaned_data.get("state") or "") if self.is_valid() else ""


class PlanForm(forms.Form):
    """The first of the three years."""

    first_year = _year(_("第一年"))


class GoalForm(forms.Form):
    """A goal for one year of a plan, perhaps for an item that the branch does not meet yet."""

    stage = forms.TypedChoiceField(label=_("阶段"), coerce=int)
    item = forms.TypedChoiceField(
        label=_("对应的标准项目（可不选）"), coerce=int, empty_value=None, required=False
    )
    text = _line(_("目标"), 300, required=False, help_text=_("选了标准项目的，可以不写。"))
    due_on = _day(_("完成期限"))

    def __init__(self, data: Any, plan: Any, lines: Iterable[Any]) -> None:
        super().__init__(data)
        self.items = {line.item.pk: line.item for line in lines if line.reading != Reading.MET}
        stages = [
            (stage.value, f"{stage.label}（{rules.year_of(plan.first_year, stage)} 年）")
            for stage in Stage
        ]
        items = [("", _now("不选")), *((key, item.text) for key, item in self.items.items())]
        cast(forms.ChoiceField, self.fields["stage"]).choices = stages
        cast(forms.ChoiceField, self.fields["item"]).choices = items

    def clean(self) -> dict[str, Any]:
        """Take the item's own words where none were written."""
        said: dict[str, Any] = super().clean() or {}
        item = self.items.get(said.get("item") or 0)
        said["text"] = said.get("text") or (item.text if item else "")
        if not said["text"]:
            self.add_error("text", _now("请写明目标，或选一个标准项目"))
        return said | {"item": item}


class DoneForm(VersionForm):
    """The day a goal was reached."""

    done_on = _day(_("完成日期"))
    result = _line(_("完成情况（可不填）"), 300, required=False)


class NameForm(forms.Form):
    """Naming a model branch: by which unit, from when, and why."""

    named_by = forms.TypedChoiceField(label=_("认定单位"), coerce=int)
    named_on = _day(_("认定日期"))
    reason = _line(_("理由"), 300)

    def __init__(self, data: Any, superiors: Iterable[Any], today: date) -> None:
        super().__init__(data, initial={"named_on": today})
        self.superiors = {unit.pk: unit for unit in superiors}
        choices = [(key, unit.name) for key, unit in self.superiors.items()]
        cast(forms.ChoiceField, self.fields["named_by"]).choices = choices

    def clean_named_by(self) -> Any:
        """Return the unit itself."""
        return self.superiors[self.cleaned_data["named_by"]]


class TakeBackForm(forms.Form):
    """Taking the name back."""

    on = _day(_("取消日期"))
    reason = _line(_("理由"), 300)
