"""What narrows the list of visits and the coverage of units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.supervision.enums import Kind, State
from xianfeng.supervision.queries import NEXT, Search

_LEVELS = (("next", _("下一级")), ("committees", _("党委、总支")), ("branches", _("党支部")))
_VISITED = (("", _("全部")), ("no", _("还没去过")), ("yes", _("去过")))


class SearchForm(forms.Form):
    """Year, way, state, and words of a unit's name or a theme."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100, required=False)
    kind = forms.ChoiceField(
        label=_("方式"), choices=[("", _("全部")), *Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("情况"), choices=[("", _("全部")), *State.choices], required=False
    )
    words = forms.CharField(label=_("单位或主题"), max_length=60, required=False)

    def search(self) -> Search:
        """Return what was asked for; what cannot be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return Search(
            said.get("year"), said.get("kind", ""), said.get("state", ""), said.get("words", "")
        )


class CoverageForm(forms.Form):
    """Which units: their level, and whether they were visited."""

    level = forms.ChoiceField(label=_("哪些单位"), choices=_LEVELS, required=False)
    visited = forms.ChoiceField(label=_("本年督导"), choices=_VISITED, required=False)

    def asked(self) -> tuple[str, str]:
        """Return level and visited; what cannot be read narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get("level") or NEXT, self.cleaned_data.get("visited", "")
