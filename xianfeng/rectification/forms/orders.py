"""What is asked when an order is drafted, replied to, verified and looked for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.rectification.actions import Answered, Contents, Finding
from xianfeng.rectification.enums import Category, OrderState, Severity, Source
from xianfeng.rectification.forms.problems import ReasonForm, VersionForm
from xianfeng.rectification.models import Order, Problem
from xianfeng.rectification.queries.orders import LATE, Line, Wanted
from xianfeng.units.models import Unit

NEW_ROWS = 3
CLOSE, BACK = "close", "back"
_STATES = [(LATE, _("逾期未签收或未回复")), *OrderState.choices]


def _any(choices: Iterable[Any]) -> list[Any]:
    return [("", _("全部")), *choices]


class OrderFilterForm(forms.Form):
    """What the list is narrowed to; what it does not know narrows nothing."""

    unit = forms.ChoiceField(label=_("承办单位"), required=False)
    issuer = forms.ChoiceField(label=_("发出单位"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=_any(_STATES), required=False)
    year = forms.TypedChoiceField(label=_("年度"), coerce=int, required=False, empty_value=None)
    box = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def __init__(
        self, data: Any, units: Iterable[Unit], issuers: Iterable[Unit], years: Iterable[int]
    ) -> None:
        super().__init__(data)
        known: dict[str, list[tuple[Any, str]]] = {
            "unit": [(unit.code, unit.name) for unit in units],
            "issuer": [(unit.code, unit.name) for unit in issuers],
            "year": [(year, str(year)) for year in years],
        }
        for name, choices in known.items():
            cast(forms.ChoiceField, self.fields[name]).choices = _any(choices)

    def wanted(self) -> Wanted:
        """Return the filters that can be meant."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class OrderForm(forms.Form):
    """An order: problems picked, up to three new ones, and words that are proposed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    issuer = forms.TypedChoiceField(label=_("发出单位"), coerce=int)
    picked = forms.TypedMultipleChoiceField(
        label=_("交办哪些问题"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=_("标题"), max_length=120)
    basis = forms.CharField(label=_("依据"), max_length=500, required=False)
    due_on = forms.DateField(label=_("办结时限"))
    source = forms.ChoiceField(label=_("新问题的来源"), choices=Source.choices, required=False)

    def __init__(
        self, data: Any, issuers: Sequence[Unit], problems: Sequence[Problem], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.issuers = {unit.pk: unit for unit in issuers}
        self.problems = {problem.pk: problem for problem in problems}
        chosen = cast(forms.ChoiceField, self.fields["issuer"])
        chosen.choices = [(unit.pk, unit.name) for unit in issuers]
        if len(self.issuers) == 1:
            chosen.widget = forms.HiddenInput()
        if problems:
            cast(forms.ChoiceField, self.fields["picked"]).choices = [
                (one.pk, f"{one.text}（{one.get_category_display()}，{one.due_on}）")
                for one in problems
            ]
        else:
            del self.fields["picked"]
        for row in range(1, NEW_ROWS + 1):
            self._add_row(row)

    def _add_row(self, row: int) -> None:
        told = {"row": row}
        text = forms.CharField(
            label=_now("新问题 %(row)s") % told,
            max_length=500,
            required=False,
            widget=forms.Textarea({"rows": 2}),
        )
        self.fields[f"text_{row}"] = text
        for name, label, choices in (
            ("category", _now("类别"), [("", _now("请选")), *Category.choices]),
            ("severity", _now("程度"), Severity.choices),
        ):
            self.fields[f"{name}_{row}"] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the category of whatever is written anew."""
        said: dict[str, Any] = super().clean() or {}
        for row in range(1, NEW_ROWS + 1):
            if said.get(f"text_{row}", "").strip() and not said.get(f"category_{row}"):
                self.add_error(f"category_{row}", _now("请选问题的类别"))
        return said

    def new_rows(self) -> Iterator[list[BoundField]]:
        """Yield the fields of each new problem."""
        for row in range(1, NEW_ROWS + 1):
            yield [self[f"{name}_{row}"] for name in ("text", "category", "severity")]

    @property
    def writes(self) -> bool:
        """True when something stands among the new problems, or nothing can be picked."""
        named = [f"text_{row}" for row in range(1, NEW_ROWS + 1)]
        return not self.problems or any(self[name].value() for name in named)

    def contents(self, today: date) -> Contents:
        """Return what the order says; new problems are due when the order is."""
        said = self.cleaned_data
        found = [
            Finding(
                source=said["source"] or Source.INSPECTION.value,
                category=said[f"category_{row}"],
                severity=said[f"severity_{row}"] or Severity.ORDINARY.value,
                text=said[f"text_{row}"],
                found_on=today,
                due_on=said["due_on"],
            )
            for row in range(1, NEW_ROWS + 1)
            if said[f"text_{row}"].strip()
        ]
        picked = [self.problems[key] for key in said.get("picked", [])]
        return Contents(said["title"], said["basis"], said["due_on"], picked, found)


class ReplyForm(VersionForm):
    """What was done about each problem that is still open, and a word on the whole."""

    def __init__(self, data: Any, lines: Sequence[Line], today: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.lines = [line for line in lines if line.problem.state == "open"]
        for line in self.lines:
            key, measure = line.problem.pk, line.problem.measure
            self.fields[f"text_{key}"] = forms.CharField(
                label=_now("整改情况"),
                max_length=1000,
                initial=measure,
                widget=forms.Textarea({"rows": 2}),
            )
            self.fields[f"evidence_{key}"] = forms.CharField(
                label=_now("佐证材料"), max_length=500, required=False
            )
            self.fields[f"on_{key}"] = forms.DateField(label=_now("整改完成日期"), initial=today)
        self.fields["reply"] = forms.CharField(
            label=_now("总的说明"),
            max_length=4000,
            required=False,
            widget=forms.Textarea({"rows": 3}),
        )

    def rows(self) -> Iterator[tuple[Line, list[BoundField]]]:
        """Yield each open problem with its fields."""
        for line in self.lines:
            names = (f"{name}_{line.problem.pk}" for name in ("text", "evidence", "on"))
            yield line, [self[name] for name in names]

    def answers(self) -> dict[int, Answered]:
        """Return what is said of each problem."""
        said, keys = self.cleaned_data, [line.problem.pk for line in self.lines]
        return {
            key: Answered(said[f"text_{key}"], said[f"on_{key}"], said[f"evidence_{key}"])
            for key in keys
        }


class VerifyForm(VersionForm):
    """Each answered problem: true, and closed; or lacking something, and sent back."""

    def __init__(self, data: Any, lines: Sequence[Line], **more: Any) -> None:
        super().__init__(data, **more)
        self.lines = list(lines)
        self.asked = [line for line in lines if line.problem.state == "answered"]
        for line in self.asked:
            key = line.problem.pk
            self.fields[f"verdict_{key}"] = forms.ChoiceField(
                label=_now("核实"),
                choices=[(CLOSE, _now("核实销号")), (BACK, _now("退回"))],
                initial=CLOSE,
                widget=forms.RadioSelect,
            )
            self.fields[f"opinion_{key}"] = forms.CharField(
                label=_now("意见（退回的写明原因）"), max_length=500, required=False
            )

    def rows(self) -> Iterator[tuple[Line, list[BoundField]]]:
        """Yield each problem with its fields; one that is not answered has none."""
        for line in self.lines:
            key = line.problem.pk
            yield line, [self[name] for name in self.fields if name.endswith(f"_{key}")]

    def clean(self) -> dict[str, Any]:
        """Ask why of whatever is sent back."""
        said: dict[str, Any] = super().clean() or {}
        for line in self.asked:
            key = line.problem.pk
            if said.get(f"verdict_{key}") == BACK and not said.get(f"opinion_{key}", "").strip():
                self.add_error(f"opinion_{key}", _now("请写明退回的原因"))
        return said

    def opinions(self, verdict: str) -> dict[int, str]:
        """Return the opinion on each problem of that verdict."""
        said, keys = self.cleaned_data, [line.problem.pk for line in self.asked]
        return {
            key: said[f"opinion_{key}"] for key in keys if said[f"verdict_{key}"] == verdict
        }  # fmt: skip

    @property
    def closes(self) -> bool:
        """True when every problem on the order is closed by this."""
        settled = all(line.problem.state in {"answered", "closed"} for line in self.lines)
        return settled and not self.opinions(BACK)


class ReopenForm(ReasonForm):
    """Which problems were not put right after all, and why."""

    problems = forms.TypedMultipleChoiceField(
        label=_("哪些问题没有改好"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("problems", "reason")

    def __init__(self, data: Any, lines: Sequence[Line], **more: Any) -> None:
        super().__init__(data, **more)
        self.known = {line.problem.pk: line.problem for line in lines}
        cast(forms.ChoiceField, self.fields["problems"]).choices = [
            (key, problem.text) for key, problem in self.known.items()
        ]

    def clean_problems(self) -> list[Problem]:
        """Return the problems that were ticked."""
        return [self.known[key] for key in self.cleaned_data["problems"]]


def step_form(verb: str, order: Order, lines: Sequence[Line], data: Any = None) -> VersionForm:
    """Return the form of a step that stands on the order's page."""
    more: dict[str, Any] = {"initial": {"version": order.version}, "auto_id": f"id_{verb}_%s"}
    if verb == "reopen_order":
        return ReopenForm(data, lines, **more)
    return (ReasonForm if verb == "recall_order" else VersionForm)(data, **more)
