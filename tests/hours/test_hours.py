"""Hours: written once by what finishes a service, read by staff and by their own members."""

from datetime import date
from decimal import Decimal

import pytest

from tests.members.build import member
from tests.units.build import unit, viewer
from xianfeng.hours import queries
from xianfeng.hours.actions import Given, give
from xianfeng.hours.enums import Source
from xianfeng.hours.models import Stint
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db
ON = date(2021, 6, 30)


def test_hours_are_given_in_an_action_only():
    with pytest.raises(RuntimeError):
        give(source=Source.REQUEST, key=1, what="便民维修", on=ON, given={})


def test_what_is_given_again_replaces_what_stood_there(monkeypatch):
    root = unit("R")
    branch = unit("A", root)
    one, other = member("张三", branch), member("李四", branch)
    write = give.__wrapped__
    write(source=Source.EVENT, key=7, what="清洁家园", on=ON, given={
        one.pk: Given(branch.pk, Decimal("2")), other.pk: Given(branch.pk, Decimal("1.5")),
    })  # fmt: skip
    write(
        source=Source.EVENT, key=8, what="义诊", on=ON, given={one.pk: Given(branch.pk, Decimal(1))}
    )
    write(source=Source.EVENT, key=7, what="清洁家园", on=ON, given={
        other.pk: Given(branch.pk, Decimal("0.5")),
    })  # fmt: skip
    rows = Stint.objects.order_by("key").values_list("member__name", "key", "hours")
    assert list(rows) == [("李四", 7, Decimal("0.50")), ("张三", 8, Decimal("1.00"))]


def test_staff_see_their_units_hours_and_members_their_own():
    root = unit("R")
    branch, beside = unit("A", root), unit("B", root)
    one, other = member("张三", branch), member("李四", beside)
    for each, home in ((one, branch), (other, beside)):
        Stint.objects.create(
            member=each, unit=home, source="event", key=1, what="义诊", on=ON, hours=Decimal("1.5")
        )

    def names(who):
        return [stint.member.name for stint in queries.visible_to(who)]

    assert names(viewer((Role.OFFICE, root))) == ["张三", "李四"]
    assert names(viewer((Role.SECRETARY, branch))) == ["张三"]
    assert names(viewer((Role.MEMBER, beside), member=other)) == ["李四"]
    assert names(viewer((Role.MEMBER, branch))) == []
    own = viewer((Role.MEMBER, branch), member=one)
    year = (date(2021, 1, 1), ON)
    assert [stint.member for stint in queries.own(own, *year)] == [one]
    assert queries.own_total(own, *year) == Decimal("1.5")
    assert queries.own_total(own, date(2020, 1, 1), date(2020, 12, 31)) == 0
    assert queries.own_total(viewer((Role.OFFICE, root)), *year) == 0
