"""Which days are looked at, whose hours, and what stands on a certificate."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.hours import rules
from xianfeng.hours.queries import Wanted


class SpanForm(forms.Form):
    """Two days, both inclusive; where one is left out, the year up to the page's day."""

    first = forms.DateField(label=_("从"), required=False, widget=forms.DateInput())
    last = forms.DateField(label=_("到"), required=False, widget=forms.DateInput())

    def __init__(self, data: Any, day: date) -> None:
        first, last = rules.year_of(day)
        written = {name: data.get(name, "").strip() for name in self.base_fields}
        usual = {"first": first.isoformat(), "last": last.isoformat()}
        super().__init__(written | {name: written[name] or usual[name] for name in usual})
        self._usual = (first, last)

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _now("结束日期应不早于开始日期，请改一个。"))
        return cleaned

    def span(self) -> tuple[date, date]:
        """Return the days asked for, or the usual ones while what is written is no span."""
        if not self.is_valid():
            return self._usual
        return self.cleaned_data["first"], self.cleaned_data["last"]


class ListForm(SpanForm):
    """A name or a part of it, within days."""

    name = forms.CharField(label=_("姓名"), required=False, max_length=60)
    field_order = ("name", "first", "last")

    def wanted(self, path: str) -> Wanted:
        """Return what the list is narrowed to."""
        first, last = self.span()
        return Wanted(first, last, path, self.cleaned_data.get("name", ""))


class CheckForm(forms.Form):
    """The number and the name on a certificate."""

    number = forms.CharField(label=_("编号"), max_length=60)
    name = forms.CharField(label=_("姓名"), max_length=60)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["number"].widget.attrs |= {
            "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
        }  # fmt: skip
        self.fields["name"].widget.attrs |= {"autocomplete": "off"}
