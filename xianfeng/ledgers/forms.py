"""What is asked when a file is handed in, its columns are matched, or its cells are corrected."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.ledgers.registry import Kind


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("Excel 工作簿（.xlsx、.xls）或 .csv。表头、列序不必与模板一致。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": _("请选择要导入的文件"),
            "empty": _("文件是空的，请选择填好内容的文件"),
        },
    )


class VersionForm(forms.Form):
    """A batch as it stood when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ApplyForm(VersionForm):
    """Whether rows that are wrong may be left out."""

    valid_only = forms.BooleanField(required=False, widget=forms.HiddenInput)


class MatchForm(VersionForm):
    """Which field each column of the sheet holds: one select a column."""

    def __init__(self, *args: Any, kind: Kind, outcome: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("不导入")), *((c.field, c.title) for c in kind.columns)]
        matched = {index: field for field, index in outcome["matched"].items()}
        for index, heading in outcome["headings"]:
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=matched.get(index, "")
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a field that two columns claim."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, value in list(cleaned.items()):
            if name.startswith("column_") and value and taken.setdefault(value, name) != name:
                self.add_error(name, _("另一列已经对应到这一项，请只留一列"))
        return cleaned

    def columns(self) -> dict[str, str]:
        """Return column index -> field id."""
        return {
            name.removeprefix("column_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column_") and value
        }


class CorrectionForm(VersionForm):
    """The cells to put right, each with what is wrong beside it; a masked one starts empty."""

    def __init__(self, *args: Any, kind: Kind, rows: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.shown: dict[str, str] = {}
        sealed = {column.field for column in kind.columns if column.sealed}
        titles = {column.field: column.title for column in kind.columns}
        for row in rows:
            for name, problems in row["problems"].items():
                if name not in row["cells"]:
                    continue
                key = f"{row['row']}-{name}"
                value = "" if name in sealed else row["cells"][name]
                now = _("现为 {value}。").format(value=row["cells"][name]) if name in sealed else ""
                self.shown[key] = value
                self.fields[key] = forms.CharField(
                    label=_("第 {row} 行 {title}").format(row=row["row"], title=titles[name]),
                    help_text=now + "；".join(problems),
                    required=False,
                    initial=value,
                    max_length=500,
                    widget=forms.TextInput(attrs={"class": "is-invalid", "autocomplete": "off"}),
                )

    def lines(self) -> Iterator[tuple[dict[str, Any], list[forms.BoundField], list[str]]]:
        """Yield each wrong row, its fields, and what is wrong with columns the sheet lacks."""
        for row in self.rows:
            names = [f"{row['row']}-{name}" for name in row["problems"]]
            other = [
                text
                for name, problems in row["problems"].items()
                if f"{row['row']}-{name}" not in self.fields
                for text in problems
            ]
            yield row, [self[name] for name in names if name in self.fields], other

    def corrections(self) -> dict[str, dict[str, str]]:
        """Return the cells that were changed: row number -> field id -> text."""
        found: dict[str, dict[str, str]] = {}
        for key, before in self.shown.items():
            after = self.cleaned_data.get(key, "")
            if after != before:
                row, _dash, name = key.partition("-")
                found.setdefault(row, {})[name] = after
        return found
