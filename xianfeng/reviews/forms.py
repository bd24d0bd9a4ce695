"""What is asked in a review: the year, the vote, grades, words, and what is to be put right."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.reviews import rules
from xianfeng.reviews.enums import Grade
from xianfeng.reviews.models import Entry
from xianfeng.voting.enums import Mode

Votes = Mapping[int, Mapping[str, int]]


def _words(label: Any, rows: int = 6, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=10_000, widget=forms.Textarea({"rows": rows}), **more
    )


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100_000)


class PrepareForm(forms.Form):
    """The year of a review."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, data: Any, today: date) -> None:
        last = today.year - 1 if today.month <= 3 else today.year
        super().__init__(data, initial={"year": last})
        years = [
            (year, _now("%(year)s 年") % {"year": year}) for year in (today.year, today.year - 1)
        ]
        cast(forms.ChoiceField, self.fields["year"]).choices = years


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VoteForm(VersionForm):
    """How the secret vote is held."""

    mode = forms.ChoiceField(
        label=_("测评方式"), choices=Mode.choices, initial=Mode.PAPER, widget=forms.RadioSelect,
        help_text=_("纸质票由计票人登记合计数；电子票少于 5 人时不能用。"),
    )  # fmt: skip


class CancelForm(VersionForm):
    """Why a review is cancelled."""

    reason = forms.CharField(label=_("作废的原因"), max_length=200)


class MassForm(VersionForm):
    """群众评议 as counts."""

    asked = _count(_("参加评议的群众人数"))
    satisfied = _count(_("满意"))
    fairly = _count(_("基本满意"))
    dissatisfied = _count(_("不满意"))


class GradesForm(VersionForm):
    """The committee's grade for each member, and the reason where it is not the vote's."""

    def __init__(
        self,
        data: Any,
        entries: Iterable[Entry],
        votes: Mapping[int, Mapping[str, int]],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.entries = [entry for entry in entries if not entry.probationary]
        self.votes = votes
        for entry in self.entries:
            name = {"name": entry.member.name}
            self.fields[f"grade_{entry.pk}"] = forms.ChoiceField(
                label=_now("%(name)s的等次") % name, required=False,
                choices=[("", _("未填写")), *Grade.choices], initial=self._offered(entry),
            )  # fmt: skip
            self.fields[f"reason_{entry.pk}"] = forms.CharField(
                label=_now("%(name)s与测评不同的原因") % name, required=False, max_length=200,
                initial=entry.grade_reason,
            )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """Return each member with votes by grade, and the two fields."""
        return [
            {
                "entry": entry,
                "votes": [self.votes.get(entry.pk, {}).get(grade, 0) for grade in Grade.values],
                "grade": self[f"grade_{entry.pk}"],
                "reason": self[f"reason_{entry.pk}"],
            }
            for entry in self.entries
        ]

    def given(self) -> dict[int, tuple[str, str]]:
        """Return what the action takes."""
        chosen = self.cleaned_data
        return {
            entry.pk: (chosen[f"grade_{entry.pk}"], chosen[f"reason_{entry.pk}"])
            for entry in self.entries
        }

    def _offered(self, entry: Entry) -> str:
        """Return the grade on record, else the one that leads alone, for a nod."""
        leading = rules.leaders(self.votes.get(entry.pk, {}))
        return entry.grade or (next(iter(leading)) if len(leading) == 1 else "")


class WordsForm(forms.Form):
    """A self-review, a reply or its answer."""

    text = _words(_("内容"))

    def __init__(self, data: Any, label: str, help_text: str = "", **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["text"].label = label
        self.fields["text"].help_text = help_text


class CorrectionForm(forms.Form):
    """What is put right, and by when."""

    measure = _words(_("改正措施"), 4)
    due_on = forms.DateField(
        label=_("改正期限"),
        widget=forms.DateInput,
        help_text=_("最长一年（教育管理工作条例第三十条）"),
    )


class DoneForm(forms.Form):
    """That it was put right."""

    done_on = forms.DateField(label=_("改正日期"), widget=forms.DateInput)
    result = forms.CharField(
        label=_("改正情况"), max_length=500, widget=forms.Textarea({"rows": 4})
    )


class FilterForm(forms.Form):
    """The year of the list."""

    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data or None, initial={"year": today.year})
        years = range(today.year, today.year - 6, -1)
        words = [(year, _now("%(year)s 年") % {"year": year}) for year in years]
        cast(forms.ChoiceField, self.fields["year"]).choices = words
        self._today = today

    def wanted(self) -> int:
        """Return the year asked for; this one by default."""
        chosen = self.cleaned_data.get("year") if self.is_bound and self.is_valid() else None
        return int(chosen or self._today.year)
