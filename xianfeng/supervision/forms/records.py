"""The record of a visit on one page: the day, what was looked at, and what was found."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.rectification.enums import Category, Severity
from xianfeng.supervision.actions.recording import Found, Record
from xianfeng.supervision.rules import DEADLINE_DAYS, MOST_FINDINGS

_PARTS = ("category", "severity", "text", "due_on")
BLANK = "__n__"


class RecordForm(forms.Form):
    """Day, what was looked at, and as many findings as there are rows; an empty row is none."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_FINDINGS)
    held_on = forms.DateField(label=_("日期"), widget=forms.DateInput())
    looked = forms.CharField(
        label=_("看了什么"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        draft: Any = None,
        more: int = 0,
        lenient: bool = False,
        **rest: Any,
    ) -> None:
        drafted: Sequence[Any] = (draft or {}).get("findings", [])
        number = _number(data) + more if data else max(1, len(drafted))
        self.count = max(1, min(number, MOST_FINDINGS))
        self.today, self.lenient = today, lenient
        if data and more:
            data = data.copy()
            data["rows"] = str(self.count)
        super().__init__(data, **rest)
        self.initial.setdefault("rows", self.count)
        self.initial.setdefault("held_on", (draft or {}).get("held_on") or today)
        for name in ("looked", "team_names"):
            self.initial.setdefault(name, (draft or {}).get(name, ""))
        for number in range(self.count):
            self._row(str(number), drafted[number] if number < len(drafted) else {})

    def _row(self, number: str, said: Any) -> None:
        due = said.get("due_on") or self.today + timedelta(days=DEADLINE_DAYS)
        made: dict[str, forms.Field] = {
            "category": forms.ChoiceField(
                label=_("类别"), choices=Category.choices, required=False,
                widget=forms.RadioSelect, initial=said.get("category"),
            ),
            "severity": forms.ChoiceField(
                label=_("程度"), choices=Severity.choices, required=False,
                widget=forms.RadioSelect,
                initial=said.get("severity") or Severity.ORDINARY.value,
            ),
            "text": forms.CharField(
                label=_("问题"), max_length=500, required=False,
                widget=forms.Textarea({"rows": 2}), initial=said.get("text", ""),
            ),
            "due_on": forms.DateField(
                label=_("整改时限"), required=False, widget=forms.DateInput(), initial=due
            ),
        }  # fmt: skip
        for part, field in made.items():
            self.fields[f"f{number}_{part}"] = field

    def finding_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the fields of each finding."""
        for number in range(self.count):
            bound = {part: self[f"f{number}_{part}"] for part in _PARTS}
            yield {"number": number + 1, "wrong": any(f.errors for f in bound.values()), **bound}

    def blank_row(self) -> dict[str, Any]:
        """Return an empty row, whose number the page writes when it is wanted."""
        empty = RecordForm(today=self.today)
        empty._row(BLANK, {})
        return {part: empty[f"f{BLANK}_{part}"] for part in _PARTS} | {"number": BLANK}

    def clean(self) -> dict[str, Any]:
        """Ask for what a written finding still needs, unless it is only a draft."""
        said: dict[str, Any] = super().clean() or {}
        if self.lenient:
            return said
        for number in range(self.count):
            text = (said.get(f"f{number}_text") or "").strip()
            category = said.get(f"f{number}_category")
            if text and not category and f"f{number}_category" not in self.errors:
                self.add_error(f"f{number}_category", _now("请选类别"))
            if category and not text and f"f{number}_text" not in self.errors:
                self.add_error(f"f{number}_text", _now("请写明问题；不是问题的，请清空这一条"))
            due, held = said.get(f"f{number}_due_on"), said.get("held_on")
            if text and due and held and due < held:
                self.add_error(f"f{number}_due_on", _now("整改时限在督导日期之前，请核对"))
        return said

    def record(self, none: bool = False) -> Record:
        """Return what was written; a row without words is none."""
        said = self.cleaned_data
        findings = tuple(
            Found(
                category=said.get(f"f{number}_category") or "",
                text=said[f"f{number}_text"].strip(),
                due_on=said[f"f{number}_due_on"] or said["held_on"] + timedelta(days=DEADLINE_DAYS),
                severity=said.get(f"f{number}_severity") or Severity.ORDINARY.value,
            )
            for number in range(self.count)
            if (said.get(f"f{number}_text") or "").strip()
        )
        return Record(
            held_on=said["held_on"],
            looked=said.get("looked", ""),
            team_names=said.get("team_names", ""),
            findings=findings,
            none=none,
        )


class NamedRecordForm(RecordForm):
    """The record of a visit without a drawn team: who went is written down."""

    team_names = forms.CharField(label=_("去了哪些人"), max_length=200, required=False)
    field_order = ("version", "rows", "held_on", "team_names", "looked")


class AmendForm(RecordForm):
    """An amendment: the same page, with a reason; findings are further ones."""

    reason = forms.CharField(label=_("更正的原因"), max_length=300)


def _number(data: Any) -> int:
    try:
        return int(data.get("rows", 1))
    except (TypeError, ValueError):
        return 1
