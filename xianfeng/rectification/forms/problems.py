"""What is asked when a problem is raised, put right, verified and looked for."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.rectification import permissions, rules
from xianfeng.rectification.enums import Category, ProblemState, Severity, Source
from xianfeng.rectification.models import Problem
from xianfeng.rectification.queries import problems as queries
from xianfeng.rectification.queries.problems import OVERDUE, Wanted
from xianfeng.units.models import Unit

_AGES = {"fresh": _("30 天以内"), "older": _("31 至 90 天"), "oldest": _("90 天以上")}
_STATES = [(OVERDUE, _("逾期未报")), *ProblemState.choices]


def _any(choices: Any) -> list[Any]:
    return [("", _("全部")), *choices]


def _ask(choices: Any) -> list[Any]:
    return [("", _("请选择")), *choices]


def _pick(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_any(choices), required=False)


def _words(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


class ProblemFilterForm(forms.Form):
    """What the ledger is narrowed to; what it does not know narrows nothing."""

    unit = forms.ChoiceField(label=_("责任单位"), required=False)
    state = _pick(_("状态"), _STATES)
    source = _pick(_("来源"), Source.choices)
    category = _pick(_("类别"), Category.choices)
    severity = _pick(_("程度"), Severity.choices)
    age = _pick(_("整改中多久"), [(name, _AGES[name]) for name, _least, _most in rules.AGES])
    first = forms.DateField(label=_("提出日期从"), required=False)
    last = forms.DateField(label=_("到"), required=False)
    words = _words(_("文字"), 60, required=False)
    recurring = forms.BooleanField(label=_("只看屡改屡犯"), required=False)
    order = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, data: Any, viewer: Viewer) -> None:
        super().__init__(data)
        units = [(unit.code, unit.name) for unit in queries.with_problems(viewer)]
        cast(forms.ChoiceField, self.fields["unit"]).choices = _any(units)

    def wanted(self) -> Wanted:
        """Return the filters that can be meant."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class RaiseForm(forms.Form):
    """A problem of one unit, or of several with one leading.

    Where the unit had the same before, it is shown once, and linked where ticked.
    """

    unit = forms.TypedChoiceField(label=_("责任单位"), coerce=int)
    text = _words(_("问题"), 500, widget=forms.Textarea({"rows": 3}))
    source = forms.ChoiceField(label=_("来源"), choices=_ask(Source.choices))
    category = forms.ChoiceField(label=_("类别"), choices=_ask(Category.choices))
    severity = forms.ChoiceField(label=_("程度"), choices=Severity.choices)
    found_on = forms.DateField(label=_("发现日期"))
    due_on = forms.DateField(label=_("整改时限"))
    others = forms.TypedMultipleChoiceField(
        label=_("共同整改的单位"),
        coerce=int,
        required=False,
        help_text=_("几个单位一起整改的才选；上面的责任单位牵头，各计一项。"),
    )
    verifier = forms.TypedChoiceField(
        label=_("核实单位"), coerce=int, required=False, empty_value=None
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(data, **more)
        self.viewer = viewer
        self.units = {unit.pk: unit for unit in queries.raisable(viewer)}
        named = [(unit.pk, unit.name) for unit in self.units.values()]
        cast(forms.ChoiceField, self.fields["unit"]).choices = _ask(named)
        cast(forms.ChoiceField, self.fields["others"]).choices = named
        self.own = permissions.own_units(viewer, list(self.units.values()))
        choices = [("", _now("提出问题的单位（自查的为上一级）")), *named]
        cast(forms.ChoiceField, self.fields["verifier"]).choices = choices
        if not any(unit.parent_id is None for unit in self.units.values()):
            del self.fields["verifier"]
        if len(named) == 1:
            del self.fields["others"]
        if self.own and self.own[0].kind not in queries.GROUPING:
            self.fields["unit"].initial = self.own[0].pk
            self.fields["source"].initial = Source.SELF_CHECK
        self.earlier: list[Problem] = []

    def clean(self) -> dict[str, Any]:
        """Find the verifying unit, and ask once about earlier problems that say the same."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        said["unit"] = self.units[said["unit"]]
        said["others"] = [self.units[key] for key in said.get("others", [])]
        said["verifier"] = self._verifier(said)
        units = [said["unit"], *said["others"]]
        self.earlier = [
            one
            for unit in units
            for one in queries.alike(self.viewer, unit, said["category"], said["text"])
        ]
        if said["verifier"] is None:
            self.add_error("unit", _now("请选下级单位；本单位自己发现的，来源选“自查”"))
        elif self.earlier:
            self._ask_about(said)
        return said

    def _verifier(self, said: dict[str, Any]) -> Unit | None:
        unit: Unit = said["unit"]
        if chosen := said.get("verifier"):
            return self.units[chosen]
        if said["source"] == Source.SELF_CHECK and unit.parent:
            return unit.parent
        above = [
            own for own in self.own if unit.path != own.path and unit.path.startswith(own.path)
        ]
        return max(above, key=lambda own: len(own.path), default=None)

    def _ask_about(self, said: dict[str, Any]) -> None:
        found = {str(one.pk): one for one in self.earlier}
        self.fields["recurs"] = forms.MultipleChoiceField(
            label=_now("与以前的同一个问题（屡改屡犯）"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[
                (key, f"{one.unit.name} {one.raised_on} {one.text}（{one.get_state_display()}）")
                for key, one in found.items()
            ],
        )
        ticked = self.data.getlist("recurs") if hasattr(self.data, "getlist") else []
        said["recurs"] = [found[key] for key in ticked if key in found]
        if said.get("seen") != " ".join(sorted(found)):
            self.data = self.data.copy()
            self.data["seen"] = " ".join(sorted(found))
            told = _now("以前有相同或相近的问题，请看一眼：是同一个问题的勾上，再点保存")
            self.add_error("recurs", told)


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SplitForm(VersionForm):
    """Which further units have a part in a problem."""

    def __init__(self, data: Any, viewer: Viewer, row: Problem) -> None:
        super().__init__(data, initial={"version": row.version})
        taken = {part.unit_id for part in queries.parts(viewer, row)} | {row.verifier_id}
        self.units = {u.pk: u for u in queries.raisable(viewer) if u.pk not in taken}
        self.fields["others"] = forms.TypedMultipleChoiceField(
            label=_now("共同整改的单位"),
            coerce=int,
            choices=[(unit.pk, unit.name) for unit in self.units.values()],
            help_text=_now("可以选几个；各计一项，都销号了，牵头单位才能报整改情况。"),
        )

    def clean_others(self) -> list[Unit]:
        """Return the units chosen."""
        return [self.units[key] for key in self.cleaned_data["others"]]


class ListsForm(forms.Form):
    """Of which unit, and whether with what is closed."""

    unit = forms.ChoiceField(label=_("党组织"), required=False)
    closed = forms.BooleanField(label=_("包括已销号的"), required=False)

    def __init__(self, data: Any, viewer: Viewer) -> None:
        super().__init__(data)
        units = [(unit.code, unit.name) for unit in queries.with_problems(viewer)]
        cast(forms.ChoiceField, self.fields["unit"]).choices = _any(units)

    def wanted(self) -> tuple[str, bool]:
        """Return the unit's code and whether closed problems are shown."""
        self.is_valid()
        said = self.cleaned_data
        return said.get("unit", ""), bool(said.get("closed"))


class PlanForm(VersionForm):
    """How the owner puts it right, who leads and who does it."""

    measure = _words(_("整改措施"), 500, widget=forms.Textarea({"rows": 3}))
    leader = _words(_("责任领导"), 60, required=False)
    owner = _words(_("责任人"), 60, required=False)


class AnswerForm(VersionForm):
    """What was done, since when, and what shows it."""

    text = _words(_("整改情况"), 1000, widget=forms.Textarea({"rows": 3}))
    on = forms.DateField(label=_("整改完成日期"))
    evidence = _words(_("佐证材料"), 500, required=False, help_text=_("写在哪里看得到。"))


class OpinionForm(VersionForm):
    """Why an answer is sent back."""

    opinion = _words(_("退回的原因"), 500)


class ReasonForm(VersionForm):
    """A step that says why."""

    reason = _words(_("原因"), 300)


class ExtendForm(ReasonForm):
    """A later deadline, and why."""

    due_on = forms.DateField(label=_("新的时限"))
    field_order = ("due_on", "reason")


FORMS: dict[str, type[VersionForm]] = {
    "plan_problem": PlanForm,
    "answer_problem": AnswerForm,
    "take_answer_back": VersionForm,
    "verify_problem": VersionForm,
    "send_problem_back": OpinionForm,
    "reopen_problem": ReasonForm,
    "extend_problem": ExtendForm,
    "withdraw_problem": ReasonForm,
}
