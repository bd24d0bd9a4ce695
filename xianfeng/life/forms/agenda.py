"""The agenda as rows: title, decision, vote, and who does it by when."""

from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.life import actions, queries, rules
from xianfeng.life.models import Meeting
from xianfeng.life.rules import Item

_MOST, _BLANK = 30, 2


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1_000_000, required=False)


class ItemForm(forms.Form):
    """One item; a vote is stated only where one was held."""

    title = forms.CharField(label=_("议题"), max_length=200, required=False)
    decision = forms.CharField(
        label=_("议定的内容"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    entitled = _count(_("应到会有表决权"))
    attended = _count(_("实到有表决权"))
    in_favour = _count(_("赞成"))
    against = _count(_("反对"))
    abstained = _count(_("弃权"))
    owner = forms.CharField(label=_("落实人"), max_length=60, required=False)
    due_on = forms.DateField(
        label=_("时限"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, *args: Any, meeting: Meeting, voters: tuple[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.known = dict(zip(("entitled", "attended"), voters, strict=True)) if voters[0] else {}
        for name, count in self.known.items():
            self.fields[name].widget.attrs["placeholder"] = str(count)
            self.fields[name].help_text = _("不填按名单计")

    def item(self) -> Item:
        """Return what the row says; who may vote and came follows from the list."""
        if self.cleaned_data.get("in_favour") is not None:
            for name, count in self.known.items():
                if self.cleaned_data[name] is None:
                    self.cleaned_data[name] = count
        return Item(**{name: self.cleaned_data[name] for name in Item.__dataclass_fields__})

    def clean(self) -> dict[str, Any]:
        """Report what is wrong at its field."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title") and any(cleaned.get(name) for name in ("decision", "owner")):
            self.add_error("title", _("请写明议题"))
        if not self.errors and cleaned.get("title"):
            for problem in rules.agenda_problems(self.item(), self.meeting.held_on):
                self.add_error(problem.field, actions.message(problem))
        return cleaned

    @property
    def opens_vote(self) -> bool:
        """True when the folded part holds a vote or a mistake."""
        names = ("in_favour", "against", "abstained", "owner", "due_on", "attended")
        return any(self[name].value() not in {None, ""} or self[name].errors for name in names)


class AgendaFormSet(BaseFormSet):
    """All rows of an agenda, in order."""

    def items(self) -> list[Item]:
        """Return the rows with a title; one whose title was taken out is dropped."""
        return [form.item() for form in self.forms if form.cleaned_data.get("title")]


_Rows = formset_factory(ItemForm, formset=AgendaFormSet, extra=0, max_num=_MOST, absolute_max=_MOST)


def agenda_formset(data: Any, *, viewer: Viewer, meeting: Meeting) -> AgendaFormSet:
    """Return the rows as they stand and a few blank ones; who may vote is counted already."""
    names = Item.__dataclass_fields__
    standing = [{name: getattr(item, name) for name in names} for item in meeting.agenda.all()]
    blank: list[dict[str, Any]] = [{} for _row in range(_BLANK if standing else _BLANK + 1)]
    about = {"meeting": meeting, "voters": queries.voters(viewer, meeting)}
    made = _Rows(data, initial=[*standing, *blank], prefix="items", form_kwargs=about)
    rows = cast(AgendaFormSet, made)
    for form in rows.forms:  # an unchanged row is read like any other
        form.empty_permitted = False
    return rows
