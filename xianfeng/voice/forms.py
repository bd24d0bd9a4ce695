"""What is asked when a unit speaks, asks and answers, and when somebody gives an opinion."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.voice import queries
from xianfeng.voice.enums import Outcome, Subject

BELOW = _("同时发给下级组织")
NAMED, ANONYMOUS = "named", "anonymous"
WAYS = ((NAMED, _("实名")), (ANONYMOUS, _("匿名")))


def _words(label: Any, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=10_000, widget=forms.Textarea({"rows": rows}), **more
    )


class NoticeForm(forms.Form):
    """A notice, and from when until when it stands."""

    title = forms.CharField(label=_("题目"), max_length=120)
    text = _words(_("内容"))
    from_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput)
    until_on = forms.DateField(
        label=_("结束日期"), required=False, widget=forms.DateInput, help_text=_("不填就一直有效")
    )
    below = forms.BooleanField(label=BELOW, required=False, initial=True)


class LibraryForm(forms.Form):
    """A text or a link for the library."""

    title = forms.CharField(label=_("题目"), max_length=120)
    text = _words(_("内容"), required=False)
    link = forms.URLField(
        label=_("网址"), required=False, max_length=400, assume_scheme="https",
        help_text=_("内容和网址至少填一项"),
    )  # fmt: skip
    below = forms.BooleanField(label=BELOW, required=False, initial=True)


class AskForm(forms.Form):
    """What is asked before a decision, of whom, until when."""

    title = forms.CharField(label=_("征求什么意见"), max_length=120)
    text = _words(_("情况说明"))
    due_on = forms.DateField(label=_("截止日期"), widget=forms.DateInput)
    below = forms.BooleanField(label=_("同时向下级组织的党员征求"), required=False, initial=True)
    anonymous = forms.ChoiceField(
        label=_("提意见的方式"), choices=WAYS, initial=NAMED, widget=forms.RadioSelect,
        help_text=_("发起后不能再改。匿名的意见不保存提出人，截止以后一起显示。"),
    )  # fmt: skip

    def asked(self) -> dict[str, Any]:
        """Return what the action takes."""
        chosen = dict(self.cleaned_data)
        return chosen | {"anonymous": chosen["anonymous"] == ANONYMOUS}


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("撤回的原因"), max_length=200)


class DecideForm(forms.Form):
    """What was decided in the end."""

    decision = _words(_("最后的决定"), help_text=_("写明怎么定的，哪些意见起了作用"))


class AnswerForm(forms.Form):
    """What became of an opinion, and why."""

    outcome = forms.ChoiceField(label=_("结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = _words(_("答复"), help_text=_("采纳了怎么办，没有采纳为什么"))


class TakePartForm(forms.Form):
    """An opinion to a consultation; the recorder may write one down for somebody."""

    text = _words(_("您的意见"))
    from_whom = forms.CharField(
        label=_("代谁登记"), required=False, max_length=60,
        help_text=_("党员口头或书面提的，写上姓名；自己提的不填"),
    )  # fmt: skip

    def __init__(self, *args: Any, on_behalf: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not on_behalf:
            del self.fields["from_whom"]


class OpinionForm(TakePartForm):
    """提意见: about the work or the system, to one's own unit or the one above."""

    field_order = ("subject", "text", "unit", "way", "from_whom", "page")
    subject = forms.ChoiceField(
        label=_("关于"), widget=forms.RadioSelect, initial=Subject.WORK,
        choices=[c for c in Subject.choices if c[0] != Subject.CONSULTATION],
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("交给谁"))
    way = forms.ChoiceField(
        label=_("方式"), choices=WAYS, initial=NAMED, widget=forms.RadioSelect,
        help_text=_("匿名的意见不保存提出人；答复在组织内公开，人人看得到。"),
    )  # fmt: skip
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        found = queries.destinations(viewer)
        self._units = {each.key: each.unit for each in found}
        unnamed = _now("上级党组织")
        cast(forms.ChoiceField, self.fields["unit"]).choices = [
            (each.key, each.unit.name if each.named else unnamed) for each in found
        ]

    @property
    def anonymous(self) -> bool:
        """True when the opinion is nobody's."""
        return bool(self.cleaned_data["way"] == ANONYMOUS)

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        chosen = {name: self.cleaned_data[name] for name in ("subject", "text", "page")}
        chosen["unit"] = self._units[self.cleaned_data["unit"]]
        if not self.anonymous and self.cleaned_data.get("from_whom"):
            chosen["from_whom"] = self.cleaned_data["from_whom"]
        return chosen


class ThreadForm(forms.Form):
    """A discussion and its first words."""

    title = forms.CharField(label=_("题目"), max_length=120)
    text = _words(_("想说的话"))


class RemarkForm(forms.Form):
    """What somebody says in a discussion."""

    text = _words(_("想说的话"), rows=3)


class FilterForm(forms.Form):
    """What a list of opinions is narrowed to."""

    outcome = forms.ChoiceField(
        label=_("答复"), required=False,
        choices=[("", _("全部")), ("waiting", _("等待答复")), *Outcome.choices],
    )  # fmt: skip
    subject = forms.ChoiceField(
        label=_("关于"), required=False, choices=[("", _("全部")), *Subject.choices]
    )

    def wanted(self) -> dict[str, Any]:
        """Return the filters that can be meant."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class YearForm(forms.Form):
    """The year whose facts are shown."""

    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data or None, initial={"year": today.year})
        years = [(str(year), _now("%(year)s 年") % {"year": year}) for year in
                 range(today.year, today.year - 6, -1)]  # fmt: skip
        cast(forms.ChoiceField, self.fields["year"]).choices = years
        self._today = today

    def span(self) -> tuple[date, date]:
        """Return the first and the last day of the year; this year's by default."""
        chosen = self.cleaned_data.get("year") if self.is_bound and self.is_valid() else None
        year = chosen or self._today.year
        return date(year, 1, 1), date(year, 12, 31)
