"""Honours of members and units: recorded once, revoked with a reason, counted while they stand."""

from datetime import date

import pytest

from tests.care.conftest import AT
from xianfeng.care.actions import honours as actions
from xianfeng.care.actions.honours import Award
from xianfeng.care.models import Honour
from xianfeng.care.queries import honours as queries
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied

DAY = date(2021, 6, 18)
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def awarded(city, *who, actor="secretary", **more):
    award = Award(
        **{"title": "优秀共产党员", "level": "working_committee", "awarded_on": DAY,
           "awarded_by": "市直机关工委", "document": "云直工〔2021〕8号",
           "people": [one.pk for one in who]} | more
    )  # fmt: skip
    return actions.record_honour(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=city.a, award=award
    )


def value(viewer, name):
    return figures.compute(viewer, figures.get(name), *YEAR).value


def test_members_and_units_are_counted_apart_and_red_flags_by_their_title(city):
    awarded(city, city.chenchen, city.bobing)
    awarded(city, title="红旗党支部")
    awarded(city, title="2021年度红旗党支部", level="city")
    awarded(city, title="先进基层党组织")
    names = ("award.members", "award.units", "award.red_flag")
    assert [value(city.officer_viewer, name) for name in names] == [2, 3, 2]
    assert [value(city.sibling_viewer, name) for name in names] == [0, 0, 0]
    split = figures.split(city.officer_viewer, figures.get("award.red_flag"), "title", *YEAR)
    assert sorted(split) == [("2021年度红旗党支部", 1), ("红旗党支部", 1)]


def test_a_revoked_honour_counts_no_more_and_keeps_its_reason(city, enter):
    (made,) = awarded(city, title="红旗党支部")
    with pytest.raises(Refused, match="撤销日期不能早于授予日期，请核对"):
        actions.revoke_honour(
            actor=city.secretary_viewer, at=AT, honour=made, revoked_on=date(2021, 6, 1),
            reason="不符合条件",
        )  # fmt: skip
    sent = {"revoked_on": "2021-06-20", "reason": "不符合条件"}
    client = enter(city.secretary_user)
    assert client.post(f"/care/honours/{made.pk}/revoke/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.revoked_on, made.withdrawn, made.version) == (date(2021, 6, 20), "不符合条件", 2)
    assert value(city.officer_viewer, "award.red_flag") == 0
    page = client.get(f"/care/honours/{made.pk}/").content.decode()
    assert "已于 2021-06-20 撤销：不符合条件" in page


def test_the_same_honour_is_recorded_once(city):
    awarded(city, city.chenchen)
    with pytest.raises(Refused, match="这项荣誉已登记过，请核对名称、日期和人员"):
        awarded(city, city.chenchen, city.bobing)
    awarded(city)
    with pytest.raises(Refused, match="这项荣誉已登记过"):
        awarded(city)
    assert Honour.objects.count() == 2


@pytest.mark.parametrize("who", ["sibling", "leader", "member", "system"])
def test_only_who_keeps_the_records_records_and_revokes(city, who):
    (made,) = awarded(city)
    with pytest.raises(Denied):
        awarded(city, title="别人登记", actor=who)
    with pytest.raises(Denied):
        actions.revoke_honour(
            actor=getattr(city, f"{who}_viewer"), at=AT, honour=made, revoked_on=DAY, reason="无权"
        )


def test_a_member_sees_the_branchs_honours_and_their_own(city):
    awarded(city, city.chenchen, city.bobing)
    awarded(city, title="红旗党支部")
    seen = queries.visible_to(city.member_viewer).values_list("title", "member__name")
    assert set(seen) == {("优秀共产党员", "陈晨"), ("红旗党支部", None)}
    assert list(queries.visible_to(city.sibling_viewer)) == []


def test_an_honour_of_somebody_of_another_branch_is_refused(city):
    with pytest.raises(Refused) as caught:
        awarded(city, city.gebi)
    assert caught.value.field == "people"


def test_honours_stand_on_the_members_and_on_the_units_page(city, enter):
    awarded(city, city.chenchen)
    awarded(city, title="红旗党支部")
    client = enter(city.secretary_user)
    person = client.get(f"/care/members/{city.chenchen.pk}/").content.decode()
    unit = client.get("/care/units/A/").content.decode()
    assert ("优秀共产党员" in person, "红旗党支部" in unit) == (True, True)
    assert (
        f"/care/members/{city.chenchen.pk}/"
        in client.get(f"/members/{city.chenchen.pk}/").content.decode()
    )
    assert "/care/units/A/" in client.get("/units/unit/A/").content.decode()
