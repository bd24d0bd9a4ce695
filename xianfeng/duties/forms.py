"""The filters of the lists, saying that there is nothing, and what units and superiors write."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from xianfeng.duties import queries, rulebook
from xianfeng.duties.enums import Card, Shape, State
from xianfeng.duties.rules import Rule, Version
from xianfeng.kernel.viewer import Viewer

LONGEST_BACK = 200
# What of a version may be tried out, by shape: (field, label, greatest).
_TRIED = {
    Shape.PERIODIC: (
        ("need", _("每期次数"), 60),
        ("due_days_after", _("期满后宽限（天）"), 180),
    ),
    Shape.FOLLOW_UP: (
        ("within_months", _("时限（个月）"), 36),
        ("within_days", _("时限（天）"), 366),
        ("within_working_days", _("时限（个工作日）"), 250),
    ),
}
_BOUNDS = (
    ("min_full_members", _("正式党员不少于")),
    ("max_full_members", _("正式党员不超过")),
)
_MOST_MEMBERS = 1_000


class FilterForm(forms.Form):
    """Which duties to list; a value that names nothing narrows nothing."""

    rule = forms.ChoiceField(label=_("规则"), required=False)
    unit = forms.CharField(label=_("组织名称或编码"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2199, required=False)
    period = forms.CharField(widget=forms.HiddenInput, max_length=8, required=False)

    def __init__(self, data: Any, *, viewer: Viewer, as_of: date) -> None:
        filled = data.copy()
        filled.setdefault("year", str(as_of.year))
        super().__init__(filled)
        self.viewer, self.as_of = viewer, as_of
        every = [("", _("全部"))]
        self.fields["rule"].choices = every + [(r.id, r.title) for r in rulebook.active()]
        self.fields["state"].choices = every + [(state.value, state.label) for state in State]

    def found(self) -> Any:
        """Return the duties that the filter leaves."""
        self.is_valid()
        said = self.cleaned_data
        unit = queries.unit_named(self.viewer, said["unit"]) if said.get("unit") else None
        if said.get("unit") and unit is None:
            self.add_error("unit", _("没有找到这一个组织，请写全名或编码"))
        return queries.duties(
            self.viewer,
            as_of=self.as_of,
            rule=said.get("rule") or "",
            unit=unit,
            year=said.get("year"),
            period=said.get("period") or "",
            state=said.get("state") or "",
        )


class NoneForm(forms.Form):
    """本期无 for a rule, a unit and a period; ``take_back`` undoes it.

    ``back`` is the page of this site to return to; an address of any other place counts for none.
    """

    rule = forms.CharField(widget=forms.HiddenInput)
    unit = forms.CharField(widget=forms.HiddenInput)
    period = forms.RegexField(r"^[0-9QH-]+$", widget=forms.HiddenInput, max_length=8)
    take_back = forms.BooleanField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("原因（可不填）"), max_length=200, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_back(self) -> str:
        """Return the path on this site, or nothing."""
        back: str = self.cleaned_data["back"]
        own = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return back if own and len(back) <= LONGEST_BACK else ""


class SandboxForm(forms.Form):
    """Thresholds of a rule's version to be tried out on a year: nothing is kept."""

    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2199)

    def __init__(self, data: Any, rule: Rule, version: Version, year: int) -> None:
        filled = data.copy()
        self.version, self.tried = version, "year" in data
        filled.setdefault("year", str(year))
        names = _TRIED.get(rule.shape, ())
        known = [(name, label, most, getattr(version, name)) for name, label, most in names]
        for name, label in _BOUNDS:
            bound = getattr(version.owes, name)
            if bound is not None:
                known.append((name, label, _MOST_MEMBERS, bound))
        for name, _label, _most, value in known:
            filled.setdefault(name, str(value))
        super().__init__(filled)
        for name, label, most, _value in known:
            least = 1 if name == "need" else 0
            self.fields[name] = forms.IntegerField(label=label, min_value=least, max_value=most)

    def changed(self) -> Version | None:
        """Return the version with what was written; None when it says nothing that can be meant."""
        if not self.is_valid():
            return None
        said = {name: value for name, value in self.cleaned_data.items() if name != "year"}
        bounds = {name: said.pop(name) for name, _label in _BOUNDS if name in said}
        found = replace(self.version, owes=replace(self.version.owes, **bounds), **said)
        return found if self.version.after is None or found.reach else None


class CardFilterForm(forms.Form):
    """Which cards to list; a value that names nothing narrows nothing."""

    unit = forms.CharField(label=_("组织名称或编码"), max_length=100, required=False)
    rule = forms.ChoiceField(label=_("规则"), required=False)
    card = forms.ChoiceField(
        label=_("牌"), choices=[("", _("全部")), *Card.choices], required=False
    )
    standing = forms.ChoiceField(
        label=_("在亮还是已解除"),
        choices=[("", _("在亮")), ("lifted", _("已解除")), ("all", _("全部"))],
        required=False,
    )

    def __init__(self, data: Any, *, viewer: Viewer, as_of: date) -> None:
        super().__init__(data)
        self.viewer, self.as_of = viewer, as_of
        carded = [rule for rule in rulebook.active() if rule.gives_cards]
        choices = [("", _("全部")), *((rule.id, rule.title) for rule in carded)]
        self.fields["rule"].choices = choices

    def found(self) -> Any:
        """Return the cards that the filter leaves."""
        self.is_valid()
        said = self.cleaned_data
        unit = queries.unit_named(self.viewer, said["unit"]) if said.get("unit") else None
        if said.get("unit") and unit is None:
            self.add_error("unit", _("没有找到这一个组织，请写全名或编码"))
        found = queries.given_by(self.viewer, self.as_of, unit)
        lit = Q(lifted_on=None) | Q(lifted_on__gt=self.as_of)
        standing = said.get("standing")
        if standing != "all":
            found = found.filter(~lit if standing == "lifted" else lit)
        for name in ("rule", "card"):
            if said.get(name):
                found = found.filter(**{name: said[name]})
        return found


class WordForm(forms.Form):
    """One step of a waiver or an appeal: which, and in what words."""

    verb = forms.RegexField(r"^[a-z_]+$", max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    word = forms.CharField(
        label=_("理由或意见"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, version: int) -> None:
        super().__init__(data, initial={"version": version})


class AskForm(forms.Form):
    """Asking to be excused from one duty."""

    rule = forms.CharField(widget=forms.HiddenInput)
    unit = forms.CharField(widget=forms.HiddenInput)
    period = forms.RegexField(r"^[0-9QH-]+$", widget=forms.HiddenInput, max_length=8)
    subject = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("为什么不能办"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
