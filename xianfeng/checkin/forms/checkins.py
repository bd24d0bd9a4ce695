"""What is asked: where, from when, and what a member offers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin import queries, rules
from xianfeng.checkin.actions import Offer
from xianfeng.checkin.enums import CheckinState, Part, Skill, Wish
from xianfeng.checkin.homes import home_of
from xianfeng.checkin.models import MemberCheckin
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member
from xianfeng.units.models import Place

DAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
MOST = 500
_LONG = 12


def ticks(said: Sequence[str]) -> list[int]:
    """Return the keys that were ticked in a list; whatever is no key is left out."""
    return [int(key) for key in said[:MOST] if key.isascii() and key.isdigit() and len(key) < _LONG]


def refused(form: forms.Form, field: str, message: str) -> None:
    """Put what an action refused beside the field it speaks of."""
    form.add_error(field if field in form.fields else None, message)


class LongSelect(forms.Select):
    """A list of a thousand lines, written at once: the library renders a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the whole list, with its groups."""
        chosen = set(self.format_value(value))
        given = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        lines = [_option(key, label, chosen) for key, label in self.choices]
        return format_html("<select{}>{}</select>", given, SafeString("".join(lines)))


def _option(key: Any, label: Any, chosen: set[str]) -> str:
    if isinstance(label, (list, tuple)):
        inner = SafeString("".join(_option(one, said, chosen) for one, said in label))
        return format_html('<optgroup label="{}">{}</optgroup>', key, inner)
    said = str(key)
    mark = SafeString(" selected") if said in chosen else ""
    return format_html('<option value="{}"{}>{}</option>', said, mark, label)


class DayInput(forms.DateInput):
    input_type = "date"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(format="%Y-%m-%d"), **more)


class VersionForm(forms.Form):
    """A step: nothing is asked but that the page was not stale."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RefuseForm(VersionForm):
    """Why a community sends a check-in back."""

    because = forms.CharField(label=_("退回的原因"), max_length=300)


class EndForm(VersionForm):
    """From which day a check-in holds no more."""

    until_on = _day(_("结束日期"))


class UnitForm(forms.Form):
    """Where a unit checks in, since when, and what was agreed."""

    community: Any = forms.ModelChoiceField(None, label=_("报到的社区"), empty_label=_("请选择"))
    from_on = _day(_("报到日期"))
    agreement = forms.CharField(label=_("共建约定"), max_length=500, required=False)

    def __init__(self, viewer: Viewer, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["community"].queryset = queries.communities(viewer)


class MemberForm(forms.Form):
    """Where a member lives and what they offer; ticks throughout, nothing need be typed."""

    place = forms.ChoiceField(label=_("居住的社区和网格"), widget=LongSelect)
    skills = forms.MultipleChoiceField(
        label=_("特长"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wishes = forms.MultipleChoiceField(
        label=_("愿意参加的服务"),
        choices=Wish.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    slots = forms.TypedMultipleChoiceField(
        label=_("方便的时间"),
        coerce=int,
        choices=[(number, number) for number in range(rules.WEEK)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    monthly_limit = forms.IntegerField(label=_("每月愿意接几单"), min_value=0, max_value=31)

    def __init__(self, viewer: Viewer, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.places = {str(place.pk): place for place in queries.places(viewer)}
        self.fields["place"].choices = grouped(self.places.values())

    def week(self) -> list[tuple[Any, list[tuple[int, str, bool]]]]:
        """Return the days of the week with each part's number, name, and whether it is ticked."""
        ticked = {str(one) for one in self["slots"].value() or ()}
        size = len(rules.PARTS)
        return [
            (name, [(n, f"{name}{Part(part).label}", str(n) in ticked)
                    for n, part in enumerate(rules.PARTS, day * size)])
            for day, name in enumerate(DAYS)
        ]  # fmt: skip

    def home(self) -> tuple[Place | None, Place | None]:
        """Return the community and the grid that were chosen."""
        return home_of(self.places.get(self.cleaned_data["place"]))

    def offer(self) -> Offer:
        """Return what is offered as bits."""
        told = self.cleaned_data
        return Offer(
            rules.bits(told["skills"], Skill.values),
            rules.bits(told["wishes"], Wish.values),
            sum(1 << slot for slot in told["slots"]),
            told["monthly_limit"],
        )


class HereForm(forms.Form):
    """Which check-ins of a community are listed."""

    state = forms.ChoiceField(
        label=_("状态"),
        choices=[("", _("全部")), *CheckinState.choices],
        required=False,
        initial=CheckinState.REPORTED.value,
    )

    def wanted(self) -> str:
        """Return the state asked for; those that wait for a word when none is named."""
        if "state" not in self.data:
            return CheckinState.REPORTED.value
        return str(self.cleaned_data["state"]) if self.is_valid() else ""


def first_offer(member: Member, row: MemberCheckin | None) -> dict[str, Any]:
    """Return what stands, else what the roster says of home, skills, wishes and times."""
    if row is not None:
        return {
            "place": row.grid_id or row.community_id,
            "skills": rules.codes(row.skills, Skill.values),
            "wishes": rules.codes(row.wishes, Wish.values),
            "slots": rules.codes(row.slots, _SLOTS),
            "monthly_limit": row.monthly_limit,
        }
    return told_offer(member) | {"monthly_limit": Offer().monthly_limit}


def told_offer(member: Member) -> dict[str, Any]:
    """Return what the roster says of a member's home, skills, wishes and times."""
    community, grid = home_of(member.community)
    home = grid or community
    return {
        "place": home.pk if home else "",
        "skills": rules.named(member.skills, Skill.choices),
        "wishes": rules.named(member.wishes, Wish.choices),
        "slots": rules.codes(rules.times(member.service_times), _SLOTS),
    }


def roster_offer(member: Member) -> Offer:
    """Return what the roster says of a member as an offer."""
    told = told_offer(member)
    return Offer(
        rules.bits(told["skills"], Skill.values),
        rules.bits(told["wishes"], Wish.values),
        rules.times(member.service_times),
    )


_SLOTS = [str(number) for number in range(rules.WEEK)]


def grouped(places: Iterable[Place]) -> list[Any]:
    """Return the communities, each with its grids below it."""
    rows = list(places)
    grids: dict[int | None, list[Place]] = {}
    for place in rows:
        grids.setdefault(place.parent_id, []).append(place)
    found: list[Any] = [("", _now("请选择"))]
    for community in grids.get(None, []):
        inner = [
            (str(one.pk), f"{community.name}{one.name}") for one in grids.get(community.pk, [])
        ]
        whole = (str(community.pk), _now("%(name)s（不清楚网格）") % {"name": community.name})
        found.append((community.name, [*inner, whole]))
    return found
