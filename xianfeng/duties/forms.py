"""The filter of the list, and saying that there is nothing this time."""

from datetime import date
from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from xianfeng.duties import queries, rulebook
from xianfeng.duties.enums import State
from xianfeng.kernel.viewer import Viewer

LONGEST_BACK = 200


class FilterForm(forms.Form):
    """Which duties to list; a value that names nothing narrows nothing."""

    rule = forms.ChoiceField(label=_("规则"), required=False)
    unit = forms.CharField(label=_("组织编码"), max_length=40, required=False)
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
        unit = queries.unit_of(self.viewer, said["unit"]) if said.get("unit") else None
        if said.get("unit") and unit is None:
            self.add_error("unit", _("没有这个编码的组织，请核对"))
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
