"""What is asked of a change: only what its kind needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer
from xianfeng.lifecycle import queries, rules
from xianfeng.lifecycle.enums import ChangeKind, ChangeState
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units import queries as units
from xianfeng.units.enums import BRANCH_KINDS, UnitKind

_COMMON = ("effective_on", "decided_on", "document_number", "reason")
_TARGET: dict[str, Any] = {
    ChangeKind.MERGE: _("并入的组织编码"),
    ChangeKind.ABOLISH: _("党员和下级组织转到的组织编码"),
}


class ChangeForm(forms.Form):
    """A change to plan; fields that its kind does not need are left out."""

    target = forms.CharField(label=_("新的上级组织编码"), max_length=40)
    code = forms.RegexField(
        r"^[0-9A-Za-z][0-9A-Za-z._-]*$",
        label=_("新组织的编码"),
        max_length=40,
        error_messages={"invalid": _("编码由字母、数字和 . _ - 组成。")},
    )
    name = forms.CharField(label=_("新的名称"), max_length=120)
    unit_kind = forms.ChoiceField(label=_("组织类别"), choices=UnitKind.choices)
    agency: Any = forms.ModelChoiceField(
        None, label=_("所属单位"), required=False, help_text=_("不选为上级组织所属的单位")
    )
    members: Any = forms.MultipleChoiceField(
        label=_("转入新支部的党员"), required=False, widget=forms.CheckboxSelectMultiple
    )
    effective_on = forms.DateField(
        label=_("生效日期"), widget=forms.DateInput, help_text=_("今天或以后；到期前可以取消")
    )
    decided_on = forms.DateField(label=_("批复日期"), widget=forms.DateInput, required=False)
    document_number = forms.CharField(label=_("批复文号"), max_length=60, required=False)
    reason = forms.CharField(label=_("事由"), max_length=300, required=False)

    def __init__(
        self, *args: Any, viewer: Viewer, kind: str, unit: Any, today: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("effective_on", today)
        self.viewer, self.kind, self.unit, self.today = viewer, kind, unit, today
        asked = {*rules.asked(kind), *_COMMON}
        if kind == ChangeKind.ESTABLISH:
            asked.discard("target")  # the page is the parent's own
        for name in set(self.fields) - asked:
            del self.fields[name]
        for name in set(self.fields) & set(rules.MAY_SAY.get(kind, ())):
            self.fields[name].required = False
        self._fill()

    def _fill(self) -> None:
        if "agency" in self.fields:
            self.fields["agency"].queryset = units.agencies(self.viewer)
        if "target" in self.fields:
            self.fields["target"].label = _TARGET.get(self.kind, self.fields["target"].label)
        if "members" in self.fields:
            found = queries.movable(self.viewer, self.unit, self.today)
            self.people = {str(member.pk): member for member in found}
            self.fields["members"].choices = [(pk, m.name) for pk, m in self.people.items()]
        if self.kind == ChangeKind.SPLIT:
            branches = [one for one in UnitKind.choices if one[0] in BRANCH_KINDS]
            self.fields["unit_kind"].choices = branches

    def clean_target(self) -> Any:
        """Return the visible unit of that code, or None where none is named."""
        code = self.cleaned_data["target"]
        if not code:
            return None
        found = units.visible_to(self.viewer).select_related("agency").filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这个编码，请从组织树上核对。"))
        return found

    def change(self) -> UnitChange:
        """Return the change as it would be laid down; it is not saved."""
        said = {k: v for k, v in self.cleaned_data.items() if k != "members"}
        if self.kind == ChangeKind.ESTABLISH:
            return UnitChange(kind=self.kind, **(said | {"target": self.unit}))
        return UnitChange(kind=self.kind, unit=self.unit, **said)

    def chosen(self) -> list[Any]:
        """Return the members chosen for a new branch."""
        return [self.people[pk] for pk in self.cleaned_data.get("members", ())]

    def refuse(self, refused: Refused) -> None:
        """Put what was refused beside the field it speaks of."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class FilterForm(forms.Form):
    """Which changes to list."""

    unit = forms.CharField(label=_("组织编码"), max_length=40, required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部")), *ChangeState.choices]
    )

    def found(self, viewer: Viewer) -> Any:
        """Return the changes that the filter leaves."""
        said = self.cleaned_data if self.is_valid() else {}
        unit = units.visible_to(viewer).filter(code=said.get("unit") or "").first()
        if said.get("unit") and unit is None:
            self.add_error("unit", _("没有这个编码的组织，请核对。"))
        return queries.listed(viewer, said.get("state") or "", unit.path if unit else "")
