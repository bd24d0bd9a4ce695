"""What is asked when an event, a contact point or a visit is recorded."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.actions import Refused
from xianfeng.outreach.actions.events import Held
from xianfeng.outreach.actions.integrity import Case
from xianfeng.outreach.enums import EventKind, MassKind
from xianfeng.outreach.rules import LONGEST

CHOOSE = ("", _("请选择"))
PROBLEMS = 3
MOST_PEOPLE = 1_000_000


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput)


def _people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, required=False)


class OfficersForm(forms.Form):
    """Who holds the offices of a mass organisation: one a line, office and name."""

    officers = forms.CharField(
        label=_("负责人"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("一行一人，先写职务，空一格写姓名，例如：主席 张三"),
    )

    def clean_officers(self) -> list[tuple[str, str]]:
        """Return (office, name) of each line."""
        found = []
        for line in self.cleaned_data["officers"].splitlines():
            parts = line.split()
            if len(parts) == 1 or (len(parts) > 1 and (len(parts[0]) > 30 or len(parts[1]) > 60)):
                raise forms.ValidationError(_("请一行写一人：职务，空一格，姓名"))
            if parts:
                found.append((parts[0], "".join(parts[1:])))
        return found


class OrganisationForm(OfficersForm):
    """A mass organisation of the unit's agency."""

    kind = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *MassKind.choices])
    name = forms.CharField(label=_("名称"), max_length=100)
    set_up_on = _day(_("成立日期"))
    field_order = ["kind", "name", "set_up_on", "officers"]


class DissolveForm(forms.Form):
    """From which day on a mass organisation is dissolved."""

    dissolved_on = _day(_("撤销日期"))


class EventForm(forms.Form):
    """An event: what, when, which edition, who came."""

    kind = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *EventKind.choices])
    title = forms.CharField(label=_("活动名称"), max_length=100)
    on = _day(_("日期"))
    organisation: Any = forms.ModelChoiceField(
        label=_("由哪个群团组织主办"), queryset=None, required=False, empty_label=_("党组织主办")
    )
    series = forms.CharField(
        label=_("系列名称"), max_length=60, required=False,
        help_text=_("每年或每季都办的才填，例如：职工运动会"),
    )  # fmt: skip
    edition = forms.IntegerField(
        label=_("届次"), min_value=1, max_value=LONGEST, required=False,
        help_text=_("不填就接着上一届"),
    )  # fmt: skip
    members = _people(_("党员人数"))
    staff = _people(_("职工人数"))
    public = _people(_("群众人数"))
    result = forms.CharField(
        label=_("成果"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any = None, *, organisations: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["organisation"].queryset = organisations

    def held(self) -> Held:
        """Return what was entered."""
        given = self.cleaned_data
        people = {name: given[name] or 0 for name in ("members", "staff", "public")}
        return Held(**given | people)


class ReasonForm(forms.Form):
    """Why a record counts no more."""

    reason = forms.CharField(label=_("作废原因"), max_length=200)


class AssignForm(forms.Form):
    """Which leader goes to the unit, from when on."""

    leader = forms.TypedChoiceField(label=_("联系领导"), coerce=int)
    from_on = _day(_("自"))

    def __init__(self, data: Any = None, *, leaders: Iterable[Any], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["leader"].choices = [CHOOSE, *((one.id, one.label) for one in leaders)]


class EndForm(forms.Form):
    """From which day on the contact is over."""

    until_on = _day(_("自哪天起结束"))


class VisitForm(forms.Form):
    """A visit: the day, what was seen, and up to three problems with what solved them."""

    on = _day(_("走访日期"))
    seen = forms.CharField(
        label=_("看到的情况"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for number in range(1, PROBLEMS + 1):
            self.fields[f"problem{number}"] = forms.CharField(
                label=_("发现的问题"), max_length=300, required=False
            )
            self.fields[f"solution{number}"] = forms.CharField(
                label=_("当场怎么解决的"), max_length=500, required=False,
                help_text=_("还没解决就留空"),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the problem where only its solution was written."""
        given: dict[str, Any] = super().clean() or {}
        for number in range(1, PROBLEMS + 1):
            if given.get(f"solution{number}") and not given.get(f"problem{number}"):
                self.add_error(f"problem{number}", _("请写上解决的是什么问题"))
        return given

    def problems(self) -> list[tuple[str, str]]:
        """Return (problem, solution) of what was filled in."""
        given = self.cleaned_data
        pairs = ((given[f"problem{n}"], given[f"solution{n}"]) for n in range(1, PROBLEMS + 1))
        return [(problem, solution) for problem, solution in pairs if problem]

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Return the fields of each problem, for the page."""
        return [(self[f"problem{n}"], self[f"solution{n}"]) for n in range(1, PROBLEMS + 1)]


class SolveForm(forms.Form):
    """When a problem was solved, and how."""

    solved_on = _day(_("解决日期"))
    solution = forms.CharField(
        label=_("怎么解决的"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class SpanForm(forms.Form):
    """What a page is narrowed to; what cannot be read narrows nothing."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=1921, max_value=2999)
    unit = forms.CharField(label=_("党组织名称或编码"), required=False, max_length=100)

    def wanted(self) -> dict[str, Any]:
        """Return the filters that can be meant, without the unit."""
        self.is_valid()
        return {n: v for n, v in self.cleaned_data.items() if v and n != "unit"}


class YearForm(SpanForm):
    """What a list of events is narrowed to."""

    kind = forms.ChoiceField(
        label=_("类别"), choices=[("", _("全部")), *EventKind.choices], required=False
    )
    field_order = ["year", "kind", "unit"]


class BaseForm(forms.Form):
    """A base of education: its name, where it is, what it is about."""

    name = forms.CharField(label=_("教育基地"), max_length=100)
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    theme = forms.CharField(label=_("主题"), max_length=120, required=False)


class CloseForm(forms.Form):
    """From which day on a base is offered no more."""

    closed_on = _day(_("自哪天起停用"))


class BaseVisitForm(forms.Form):
    """A visit: which base, when, and how many came."""

    base: Any = forms.ModelChoiceField(label=_("教育基地"), queryset=None, empty_label=_("请选择"))
    on = _day(_("日期"))
    people = forms.IntegerField(
        label=_("参观人数"), min_value=1, max_value=MOST_PEOPLE,
        help_text=_("已按名册填好，有变化的改一下；不记名单"),
    )  # fmt: skip
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, bases: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["base"].queryset = bases


class LessonForm(forms.Form):
    """A case lesson: which published case, when, and how many learnt from it."""

    title = forms.CharField(label=_("案例标题"), max_length=120)
    source = forms.CharField(
        label=_("公开通报的出处"), max_length=200,
        help_text=_("发布单位、日期或网址；通报没有点名的人，这里也不写姓名"),
    )  # fmt: skip
    on = _day(_("日期"))
    people = forms.IntegerField(
        label=_("参加人数"), min_value=1, max_value=MOST_PEOPLE,
        help_text=_("已按名册填好，有变化的改一下；不记名单"),
    )  # fmt: skip
    text = forms.CharField(
        label=_("内容摘要"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def case(self) -> Case:
        """Return what was entered."""
        return Case(**self.cleaned_data)


def refuse(form: forms.Form, refused: Refused) -> None:
    """Show why something was refused, beside its field where the form has it."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)
