"""The form of a meeting, of its amendment, and the filter of the list."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel import periods
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import actions, queries, rules
from xianfeng.life.enums import AbsenceReason, MeetingKind, MeetingState
from xianfeng.life.rules import Record
from xianfeng.units.models import Unit

_STATED = (
    "title", "place", "chair", "content", "lecturer", "made_up", "minutes", "expected", "present",
)  # fmt: skip
_KINDS = dict(MeetingKind.choices)
EARLIEST = 1900


class RecordForm(forms.Form):
    """One meeting: kind, day, who was absent, what was decided.

    Who should come follows from kind and day; everybody is present unless ticked. ``base`` is what
    stands (an amendment) or what the system knows already (a new record).
    """

    kind = forms.ChoiceField(label=queries.LABELS["kind"], widget=forms.RadioSelect)
    held_on = forms.DateField(
        label=queries.LABELS["held_on"], widget=forms.DateInput(attrs={"type": "date"})
    )
    also = forms.MultipleChoiceField(
        label=queries.LABELS["also"], required=False, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=queries.LABELS["title"], max_length=200, required=False)
    content = forms.CharField(
        label=queries.LABELS["content"],
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place = forms.CharField(label=queries.LABELS["place"], max_length=100, required=False)
    chair = forms.CharField(label=queries.LABELS["chair"], max_length=60, required=False)
    minutes = forms.IntegerField(
        label=queries.LABELS["minutes"], min_value=1, max_value=1440, required=False
    )
    expected = forms.IntegerField(
        label=queries.LABELS["expected"], min_value=0, max_value=1_000_000, required=False
    )
    present = forms.IntegerField(
        label=queries.LABELS["present"], min_value=0, max_value=1_000_000, required=False
    )
    lecturer = forms.CharField(
        label=queries.LABELS["lecturer"],
        help_text=_("写姓名；本支部和上级班子成员会自动认出"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "lecturers"}),
    )
    theme = forms.ChoiceField(
        label=queries.LABELS["theme"], required=False, widget=forms.RadioSelect
    )
    made_up = forms.ChoiceField(label=queries.LABELS["made_up"], required=False)
    absent = forms.MultipleChoiceField(label=queries.LABELS["absent"], required=False)
    listed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Viewer,
        unit: Unit,
        today: date,
        base: Record,
        draft: bool = False,
    ) -> None:
        super().__init__(data, initial=_initial(base))
        self.viewer, self.unit, self.today, self.base, self.draft = (
            viewer, unit, today, base, draft,
        )  # fmt: skip
        offered = queries.kinds_offered(viewer, unit)
        kinds = [kind for kind in rules.EVERY_KIND if kind in offered or kind == base.kind]
        self.fields["kind"].choices = [(kind, _KINDS[kind]) for kind in kinds]
        also = [kind for kind in rules.SECOND_KINDS if kind in kinds]
        self.fields["also"].choices = [(kind, _KINDS[kind]) for kind in also]
        self._list_people()
        self._offer_periods()
        self._offer_themes()

    @property
    def chosen(self) -> tuple[str, date]:
        """Return kind and day as posted where they can be read, else as they stood."""
        kind = self.data.get("kind") if self.is_bound else None
        try:
            on = date.fromisoformat(self.data.get("held_on", "")) if self.is_bound else None
        except ValueError:
            on = None
        on = on if on and on.year >= EARLIEST else None
        known = kind if kind in dict(self.fields["kind"].choices) else self.base.kind
        return str(known), on or self.base.held_on

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the people with their tick and reason, for the page."""
        ticked = set(map(str, self["absent"].value() or []))
        known = set(self.data.get("listed", "").split(",")) if self.is_bound else None
        if known is not None:  # who is exempted and newly on the list is ticked, as at first
            ticked |= {str(p.id) for p in self.people if p.exempt and str(p.id) not in known}
        return [
            {
                "person": person,
                "absent": str(person.id) in ticked,
                "reason": self[f"reason_{person.id}"],
            }
            for person in self.people
        ]

    @property
    def opens_more(self) -> bool:
        """True when the folded part of the page holds something to see."""
        names = ("also", "place", "minutes")
        filled = any(self[name].value() for name in names)
        return filled or any(self[name].errors for name in (*names, "chair"))

    @property
    def states_numbers(self) -> bool:
        """True when numbers stand instead of a count of the list."""
        return any(
            self[name].value() not in {None, ""} or self[name].errors
            for name in ("expected", "present")
        )

    @property
    def list_moved(self) -> bool:
        """True when the list that was shown is no longer the list of the chosen kind and day."""
        return self.is_bound and self.data.get("listed", "") != self.shown

    def clean_held_on(self) -> date:
        """Return a day of this age."""
        held_on: date = self.cleaned_data["held_on"]
        if held_on.year < EARLIEST:
            raise forms.ValidationError(actions.MESSAGES["before_unit"])
        return held_on

    def clean(self) -> dict[str, Any]:
        """Report everything that keeps the record from being confirmed, at its field."""
        cleaned = super().clean() or self.cleaned_data
        expected, present = cleaned.get("expected"), cleaned.get("present")
        if self.draft and expected is not None and present is not None and present > expected:
            self.add_error("present", actions.MESSAGES["more_than_expected"])
        if self.draft or "kind" not in cleaned or "held_on" not in cleaned:
            return cleaned
        found = rules.problems(
            self.record(),
            unit_kind=self.unit.kind,
            established_on=self.unit.established_on,
            abolished_on=self.unit.abolished_on,
            today=self.today,
            listed={person.id for person in self.people},
        )
        for problem in found:
            self.add_error(problem.field, actions.message(problem))
        if self.list_moved:
            moved = gettext("应到名单已按会议类型和日期更新，请核对缺席人员后再确认")
            self.add_error("absent", moved)
        return cleaned

    def record(self) -> Record:
        """Return what was entered; kind and day must have been readable."""
        cleaned = self.cleaned_data
        kind = cleaned["kind"]
        stated = {name: cleaned.get(name, getattr(self.base, name)) for name in _STATED}
        absences = {
            int(key): cleaned.get(f"reason_{key}") or str(AbsenceReason.UNEXCUSED)
            for key in cleaned.get("absent", [])
        }
        return replace(
            self.base,
            **stated,
            kind=kind,
            held_on=cleaned["held_on"],
            also=tuple(each for each in cleaned.get("also", []) if each != kind),
            absences=absences,
            theme_id=int(cleaned["theme"]) if cleaned.get("theme") else None,
        )

    def _list_people(self) -> None:
        self.people = queries.people(self.viewer, self.unit, *self.chosen)
        self.shown = ",".join(str(person.id) for person in self.people)
        self.fields["absent"].choices = [(str(each.id), each.name) for each in self.people]
        for person in self.people:
            self.fields[f"reason_{person.id}"] = forms.ChoiceField(
                label=_("%(name)s缺席原因") % {"name": person.name},
                choices=AbsenceReason.choices,
                required=False,
                initial=self.base.absences.get(
                    person.id, AbsenceReason.EXEMPT if person.exempt else AbsenceReason.UNEXCUSED
                ),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def _offer_themes(self) -> None:
        """Offer the themes of the month to a theme day; ask a lecture for who gives it."""
        kind, on = self.chosen
        also = self.data.getlist("also") if self.is_bound else list(self.base.also)
        serves = {kind, *also}
        self.asks_lecturer = rules.LECTURE in serves or bool(self.base.lecturer)
        offers = rules.THEME in serves
        found = queries.themes_for(self.viewer, self.unit, on) if offers else []
        offered = [(str(theme.pk), theme.title) for theme in found]
        taken = self.base.theme_id
        if taken and str(taken) not in dict(offered):
            offered += [(str(taken), title) for title in queries.theme_titles(self.viewer, taken)]
        self.fields["theme"].choices = [("", _("不用主题库")), *offered]
        self.offers_themes = bool(offered)

    def _offer_periods(self) -> None:
        offered = queries.offered_periods(self.viewer, self.unit, *self.chosen)
        found = [(str(period), period.title) for period in offered]
        if self.base.made_up and self.base.made_up not in dict(found):
            found.append((self.base.made_up, self.base.made_up))
        self.fields["made_up"].choices = [("", _("不是补开")), *found]
        self.offers_periods = bool(found)
        self._forget_own_period({name for name, _title in found})

    def _forget_own_period(self, offered: set[str]) -> None:
        """Take a posted period away when the day lies in it: that meeting makes up for nothing."""
        kind, on = self.chosen
        own = str(periods.period_of(on, rules.CYCLES[kind]))
        if self.is_bound and own not in offered and self.data.get("made_up") == own:
            self.data = self.data.copy()
            self.data["made_up"] = ""


class AmendForm(RecordForm):
    """The same, for a confirmed meeting: with a reason, and the version it was opened at."""

    reason = forms.CharField(label=_("更正原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """What the list of meetings is narrowed by; what cannot be read narrows nothing."""

    kind = forms.ChoiceField(
        label=queries.LABELS["kind"],
        choices=[("", _("全部")), *MeetingKind.choices],
        required=False,
    )
    month = forms.CharField(
        label=_("月份"),
        required=False,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2021-03"}),
    )
    unit = forms.CharField(label=_("党组织编码或名称"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), *MeetingState.choices], required=False
    )

    def clean_month(self) -> periods.Period | None:
        """Return the period written as 2021-03 or 2021, or None."""
        try:
            return periods.parse(self.cleaned_data["month"].strip())
        except ValueError:
            return None

    def narrowing(self) -> dict[str, Any]:
        """Return the arguments of ``queries.listed``."""
        stated = self.cleaned_data if self.is_valid() else {}
        month = stated.get("month")
        return {
            "kind": stated.get("kind", ""),
            "unit": stated.get("unit", "").strip(),
            "state": stated.get("state", ""),
            "first": month.start if month else None,
            "last": month.end if month else None,
        }


def _initial(base: Record) -> dict[str, Any]:
    stated = {name: getattr(base, name) for name in (*_STATED, "kind", "held_on")}
    absent = [str(member) for member in base.absences]
    return {**stated, "also": list(base.also), "absent": absent, "theme": base.theme_id or ""}
