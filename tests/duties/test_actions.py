"""本期无: one click, only where the rule allows it, with an undo and its audit row."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.duties.build import duty, held
from tests.units import build as units
from xianfeng.duties import actions, rulebook
from xianfeng.duties.models import NoneDeclared
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.units.enums import Role

AT = datetime(2021, 3, 20, 9, 0, tzinfo=timezone.get_default_timezone())
ABOUT = {"rule": "branch.group_meeting", "period": "2021-02"}


def declare(city, actor=None, **changes):
    about = {**ABOUT, "unit": city.group} | changes
    return actions.declare_none(actor=actor or city.secretary, at=AT, **about)


def groups():
    return rulebook.get("branch.group_meeting")


def test_what_was_said_stands_and_can_be_taken_back(city):
    declare(city, reason="全组外出执行任务")
    said = duty(groups(), city.group, "2021-02")
    assert said == (date(2021, 2, 28), 1, 0, None, date(2021, 3, 20))
    actions.take_back_none(actor=city.secretary, at=AT, unit=city.group, **ABOUT)
    assert duty(groups(), city.group, "2021-02") == (date(2021, 2, 28), 1, 0, None, None)
    assert NoneDeclared.objects.count() == 0
    rows = AuditEntry.objects.order_by("seq").values_list("verb", "unit_id", "old", "new")
    words = {"reason": "全组外出执行任务", **ABOUT}
    assert list(rows) == [
        ("duties.declare_none", city.group.pk, {}, words),
        ("duties.take_back_none", city.group.pk, words, {}),
    ]


def test_saying_it_twice_changes_only_the_reason(city):
    declare(city)
    declare(city, reason="休假")
    assert list(NoneDeclared.objects.values_list("reason", "declared_on")) == [
        ("休假", date(2021, 3, 20))
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rule": "branch.theme_day"}, "这一项不能说明“本期无”，请按规定开展后记录"),
        ({"period": "2021-04"}, "本组织这一期间没有这项应办事项，请核对期间"),
        ({"period": "2021-Q1"}, "本组织这一期间没有这项应办事项，请核对期间"),
        ({"period": "2021-01"}, "这一期间已经开展并有记录，不必再说明"),
    ],
)
def test_what_cannot_be_said(city, changes, message):
    held(city.group, "group_meeting", date(2021, 1, 9))
    with pytest.raises(Refused) as refused:
        declare(city, **changes)
    assert refused.value.message == message
    assert NoneDeclared.objects.count() == 0


def test_taking_back_what_was_never_said(city):
    with pytest.raises(Refused, match="没有说明过"):
        actions.take_back_none(actor=city.secretary, at=AT, unit=city.group, **ABOUT)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER])
def test_who_does_not_keep_the_records_may_not(city, role):
    for verb in (actions.declare_none, actions.take_back_none):
        with pytest.raises(Denied):
            verb(actor=units.viewer((role, city.branch)), at=AT, unit=city.group, **ABOUT)
    with pytest.raises(Denied):
        declare(city, units.viewer((Role.SECRETARY, city.sibling)))
    assert AuditEntry.objects.count() == 0


def test_a_meeting_held_after_all_outweighs_what_was_said(city):
    declare(city)
    held(city.group, "group_meeting", date(2021, 3, 21), made_up="2021-02")
    met = (date(2021, 2, 28), 1, 1, date(2021, 3, 21), date(2021, 3, 20))
    assert duty(groups(), city.group, "2021-02") == met
