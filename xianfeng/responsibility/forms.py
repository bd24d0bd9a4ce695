"""What is asked: a template's items, an issue, a signature, notes, and a reason."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.duties import rulebook
from xianfeng.kernel import figures
from xianfeng.responsibility import rules
from xianfeng.responsibility.actions import Entry, Said
from xianfeng.responsibility.enums import Finding, Standing

_PARTS = 5
_WIDTHS = (300, 200, 200, 10, 200)
_DAY = re.compile(r"(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d"), **more)


def _line(label: Any, most: int = 200, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


class YearForm(forms.Form):
    """A year."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)


class HiddenYearForm(forms.Form):
    """A step for a year that the page shows already."""

    year = forms.IntegerField(min_value=2000, max_value=2100, widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """A step that says why."""

    reason = _line(_("原因"))


class LinesForm(VersionForm):
    """Many items at once, a line each; their days fall into the list's year."""

    lines = forms.CharField(
        label=_("每行一项：内容｜衡量办法｜目标｜时限｜依据"),
        widget=forms.Textarea({"rows": 6}),
        help_text=_("用竖线隔开，或从 Excel 粘贴；只有内容必写。时限写月日，如 6-30。"),
    )

    def __init__(self, data: Any, year: int, **more: Any) -> None:
        super().__init__(data, **more)
        self.year = year

    def clean_lines(self) -> list[Entry]:
        """Return the items written."""
        written = enumerate(self.cleaned_data["lines"].splitlines(), 1)
        return [_entry(line, number, self.year) for number, line in written if line.strip()]


class MeasuredForm(VersionForm):
    """One item that a rule or a figure measures."""

    text = _line(_("内容"), 300)
    target = _line(_("目标（可不填）"), required=False)
    source = _line(_("依据（可不填，不填为本组织自定）"), required=False)
    rule = forms.ChoiceField(label=_("按规则计量"), required=False)
    figure = forms.ChoiceField(label=_("按数字计量"), required=False)
    threshold = forms.DecimalField(
        label=_("标准值（按数字计量时填）"), max_digits=12, decimal_places=2, required=False
    )
    at_most = forms.BooleanField(label=_("不高于标准值为做到"), required=False)

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        ruled = [(rule.id, rule.title) for rule in rulebook.active()]
        # What counts each person once, or a mean, cannot be added up from the units below.
        known = [each for each in figures.every() if each.adds]
        counted = [(each.id, f"{each.title}（{each.measure}）") for each in known]
        for name, choices in (("rule", ruled), ("figure", counted)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _now("不用")), *choices]

    def entry(self) -> Entry:
        """Return the item written."""
        said = self.cleaned_data
        source, figure = said["source"], said["figure"]
        return Entry(
            text=said["text"], measure=_now("由记录得出"), target=said["target"],
            source=source or _now("本组织自定"), verification="M" if source else "V",
            local=not source, rule=said["rule"], figure=figure, threshold=said["threshold"],
            at_most=said["at_most"] and bool(figure),
        )  # fmt: skip


class IssueForm(HiddenYearForm):
    """Issuing a year's lists to a part."""

    sign_by = _day(_("签收期限"))
    drafts = forms.BooleanField(
        label=_("先起草，逐份调整后再下发"),
        required=False,
        help_text=_("起草的清单任职人看不到。"),
    )


class IssueOneForm(VersionForm):
    """Sending one draft."""

    sign_by = _day(_("签收期限"))


class SignatureForm(VersionForm):
    """A signature that stands on paper."""

    signed_on = _day(_("纸质责任书上的签收日期"))


class ChangeForm(LinesForm):
    """Other items: what goes, what comes; a list that was issued asks why."""

    removed = forms.TypedMultipleChoiceField(
        label=_("去掉的事项（可不选）"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    field_order = ("version", "removed", "lines", "reason")

    def __init__(self, data: Any, year: int, items: Iterable[Any], why: bool, **more: Any) -> None:
        super().__init__(data, year, **more)
        choices = [(item.pk, item.text) for item in items]
        cast(forms.TypedMultipleChoiceField, self.fields["removed"]).choices = choices
        self.fields["lines"].required = False
        if why:
            self.fields["reason"] = _line(_("修改的原因"))

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        said = dict(self.cleaned_data)
        return said | {"added": said.pop("lines")}


class HandOverForm(ReasonForm):
    """Who holds the post now."""

    successor = forms.TypedChoiceField(
        label=_("接任的同志"), coerce=int, empty_value=None, required=False
    )
    field_order = ("version", "successor", "reason")

    def __init__(self, data: Any, able: Iterable[Any], **more: Any) -> None:
        super().__init__(data, **more)
        self.able = {member.pk: member for member in able}
        choices = [(key, member.name) for key, member in self.able.items()]
        field = cast(forms.TypedChoiceField, self.fields["successor"])
        field.choices = [*choices, ("", _now("暂时空缺"))]

    def clean_successor(self) -> Any:
        """Return the member, or None."""
        return self.able.get(self.cleaned_data["successor"])


class NoteForm(VersionForm):
    """What is noted of each item that no fact measures."""

    def __init__(self, data: Any, told: Iterable[Any], half: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.told = [one for one in told if not one.item.measured]
        for one in self.told:
            note = getattr(one, half)
            self.fields[f"finding_{one.item.pk}"] = forms.ChoiceField(
                label=_now("做得怎样"), widget=forms.RadioSelect, choices=Finding.choices,
                initial=note.finding if note else None,
            )  # fmt: skip
            self.fields[f"words_{one.item.pk}"] = _line(
                _now("做了什么（做到了的要写一句）"), 300, required=False,
                initial=note.words if note else "",
            )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """Return each item with its two fields."""
        return [
            {"told": one} | {name: self[f"{name}_{one.item.pk}"] for name in ("finding", "words")}
            for one in self.told
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a word where something is said to be done."""
        said: dict[str, Any] = super().clean() or {}
        for one in self.told:
            done = said.get(f"finding_{one.item.pk}") == Finding.DONE
            if done and not said.get(f"words_{one.item.pk}", "").strip():
                self.add_error(f"words_{one.item.pk}", _now("请写一句做了什么"))
        return said

    def said(self) -> dict[int, Said]:
        """Return what was said of each item."""
        given = self.cleaned_data
        keys = [one.item.pk for one in self.told]
        return {key: Said(given[f"finding_{key}"], given[f"words_{key}"]) for key in keys}


class LookForm(forms.Form):
    """Which posts to show."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=2000, max_value=2100)
    show = forms.ChoiceField(
        label=_("看什么"),
        required=False,
        choices=[("", _("全部")), ("exceptions", _("只看要办的")), *Standing.choices],
    )

    def wanted(self, year: int) -> tuple[int, frozenset[str]]:
        """Return the year, and the standings asked for (none: all of them)."""
        said = self.cleaned_data if self.is_valid() else {}
        show = said.get("show") or ""
        every = {"": frozenset[str](), "exceptions": frozenset(rules.EXCEPTIONS)}
        return said.get("year") or year, every.get(show, frozenset({show}))


def _entry(line: str, number: int, year: int) -> Entry:
    """Return the item of one written line; raises ValidationError naming the line."""
    parts = [part.strip() for part in line.replace("\t", "｜").replace("|", "｜").split("｜")]
    told = {"number": number}
    if not parts[0] or len(parts) > _PARTS:
        raise forms.ValidationError(
            _now("第 %(number)s 行请写成“内容｜衡量办法｜目标｜时限｜依据”") % told
        )
    parts += [""] * (_PARTS - len(parts))
    if any(len(part) > most for part, most in zip(parts, _WIDTHS, strict=True)):
        raise forms.ValidationError(_now("第 %(number)s 行太长，请分成几项") % told)
    text, measure, target, due, source = parts
    return Entry(
        text=text, measure=measure or _now("半年和年底登记"), target=target,
        due_on=_read(due, number, year), source=source or _now("本组织自定"),
        verification="M" if source else "V", local=not source,
    )  # fmt: skip


def _read(written: str, number: int, year: int) -> date | None:
    if not written:
        return None
    found = _DAY.fullmatch(written)
    try:
        return date(year, *map(int, found.groups())) if found else date.fromisoformat(written)
    except ValueError:
        told = {"number": number}
        raise forms.ValidationError(
            _now("第 %(number)s 行的时限请写成 6-30 的样子") % told
        ) from None
