"""What a board is asked for: a rule, a year, one of the viewer's own units."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from xianfeng.desk import rules
from xianfeng.duties import rulebook
from xianfeng.duties.enums import Shape
from xianfeng.duties.rules import Rule
from xianfeng.units.models import Unit


class BoardForm(forms.Form):
    """The selectors of the board; what they do not offer falls back to the first choice."""

    rule = forms.ChoiceField(label=_("事项"), required=False)
    year = forms.ChoiceField(label=_("年份"), required=False)
    as_of = forms.DateField(
        label=_("状态以哪天为准"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    unit = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, asked: QueryDict, as_of: date, today: date, unit: Unit) -> None:
        self.rules = [rule for rule in rulebook.active() if rule.shape == Shape.PERIODIC]
        known = {rule.id: rule for rule in self.rules}
        self.chosen_rule: Rule = known.get(asked.get("rule", ""), self.rules[0])
        years = rules.years(today)
        wanted = asked.get("year", "")
        self.chosen_year = int(wanted) if wanted in map(str, years) else min(as_of.year, years[0])
        data: dict[str, Any] = {
            "rule": self.chosen_rule.id,
            "year": str(self.chosen_year),
            "as_of": as_of.isoformat(),
            "unit": unit.code,
        }
        super().__init__(data, auto_id="board_%s")
        self.fields["rule"].choices = [(rule.id, rule.title) for rule in self.rules]
        self.fields["year"].choices = [
            (str(year), f"{year}年") for year in sorted({*years, self.chosen_year}, reverse=True)
        ]
        self.is_valid()
