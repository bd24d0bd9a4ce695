"""Recording how political birthdays were kept."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from xianfeng.care import facts, permissions, rules
from xianfeng.care.actions import shared
from xianfeng.care.models import Greeting
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members import queries as members_queries
from xianfeng.units.models import Unit


@action("care.record_greetings")
def record_greetings(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    people: Sequence[int],
    on: date,
    form: str,
    activity: str = "",
) -> list[Greeting]:
    """Record how these people's birthdays of the year were kept. Raises Refused."""
    permissions.require_record(actor, unit)
    shared.dated(on, at, unit)
    names = shared.about(actor, unit, on, people)
    _without_birthday(actor, names, on.year)
    _kept_already(names, on.year)
    made = [
        Greeting(
            member_id=key,
            year=on.year,
            on=on,
            form=form,
            activity=activity.strip(),
            **shared.signed(actor, at, unit),
        )
        for key in names
    ]
    Greeting.objects.bulk_create(made)
    new = {"people": sorted(names), "on": on, "form": form, "activity": activity}
    audit.record(made[0], new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.GREETING, unit_ids={unit.pk}, days={on})
    return made


@action("care.withdraw_greeting")
def withdraw_greeting(*, actor: Viewer, at: datetime, greeting: Greeting, reason: str) -> None:
    """Take a greeting out of the count; it stays on record with the reason. Raises Refused."""
    permissions.require_record(actor, greeting.unit)
    found = shared.standing(greeting, reason)
    shared.withdraw(found, reason, found.member_id)
    kernel_facts.recorded(facts.GREETING, unit_ids={found.unit_id}, days={found.on})


def _without_birthday(actor: Viewer, names: dict[int, str], year: int) -> None:
    members = members_queries.visible_to(actor).filter(pk__in=names)
    for member in members.order_by("pk"):
        if rules.birthday_in(member.joined_on, year) is None:
            text = _("%(name)s 入党还不满一年，今年没有政治生日")
            raise Refused(text % {"name": member.name}, "people")


def _kept_already(names: dict[int, str], year: int) -> None:
    kept = Greeting.objects.filter(withdrawn="", year=year, member_id__in=names)
    told = [names[key] for key in kept.order_by("pk").values_list("member_id", flat=True)]
    if told:
        text = _("%(names)s 今年的政治生日已登记过，请去掉再存")
        raise Refused(text % {"names": "、".join(told)}, "people")
