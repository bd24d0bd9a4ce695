"""Themes of a month: offered from above, taken by whoever wants; the fixed day."""

from datetime import date

import pytest

from tests.life.conftest import AT, DAY, record
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, queries
from xianfeng.life.models import FixedDay


def publish(city, actor="superior", unit="office", title="三月主题", month=DAY):
    return actions.publish_theme(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=getattr(city, unit), month=month,
        title=title, text="说明",
    )  # fmt: skip


def offered(city, role, unit="one", day=DAY):
    viewer = getattr(city, f"{role}_viewer")
    return [theme.title for theme in queries.themes_for(viewer, getattr(city, unit), day)]


def test_a_theme_reaches_what_lies_below_for_its_month(city):
    theme = publish(city)
    assert theme.month == date(2021, 3, 1)
    assert offered(city, "secretary") == ["三月主题"]
    assert offered(city, "secretary", day=date(2021, 4, 1)) == []
    assert offered(city, "sibling", "two") == ["三月主题"]
    assert queries.themes_visible_to(city.outsider_viewer).count() == 0


def test_a_theme_of_a_sibling_is_not_seen(city):
    from xianfeng.kernel.viewer import Grant, Viewer

    manager = Viewer(None, "二支部", (Grant("office", city.two.path, city.two.pk),))
    actions.publish_theme(actor=manager, at=AT, unit=city.two, month=DAY, title="专用")
    assert offered(city, "secretary") == []
    assert queries.themes_visible_to(city.member_viewer).count() == 0


@pytest.mark.parametrize("actor", ["secretary", "member", "leader", "outsider"])
def test_others_do_not_publish(city, actor):
    with pytest.raises(Denied):
        publish(city, actor, "one")


@pytest.mark.parametrize("title", [" ", "三月主题"])
def test_a_theme_has_a_title_of_its_own(city, title):
    publish(city)
    with pytest.raises(Refused) as refused:
        publish(city, title=title)
    assert refused.value.field == "title"


def test_who_took_it_is_a_list_in_the_order_of_units_and_a_withdrawn_theme_stays_there(city):
    theme = publish(city)
    for unit, day in ((city.two, DAY), (city.one, date(2021, 3, 9))):
        actions.confirm_meeting(
            actor=city.superior_viewer, at=AT, unit=unit,
            record=record("theme_day", day, theme_id=theme.pk, title=theme.title),
        )  # fmt: skip
    actions.withdraw_theme(actor=city.superior_viewer, at=AT, theme=theme)

    taken = queries.taken(city.superior_viewer, theme)
    assert [meeting.unit.name for meeting in taken] == ["第一支部", "第二支部"]
    assert [m.unit.name for m in queries.taken(city.secretary_viewer, theme)] == ["第一支部"]
    assert offered(city, "secretary") == []
    found = queries.complete(city.secretary_viewer).get(unit=city.one)
    history = queries.versions(city.secretary_viewer, found)
    assert history.current.cells["theme"] == "三月主题"


def test_a_theme_starts_the_record_with_its_title(city):
    theme = publish(city)
    start = queries.blank_record(city.secretary_viewer, city.one, "theme_day", DAY, theme=theme)
    assert (start.kind, start.title, start.theme_id) == ("theme_day", "三月主题", theme.pk)


def test_the_fixed_day_is_set_changed_and_taken_away(city):
    def fix(day, actor="secretary"):
        actions.set_fixed_day(actor=getattr(city, f"{actor}_viewer"), at=AT, unit=city.one, day=day)

    fix(15)
    fix(20)
    assert queries.fixed_day(city.member_viewer, city.one) == 20
    assert queries.fixed_day(city.sibling_viewer, city.one) is None
    with pytest.raises(Refused):
        fix(32)
    with pytest.raises(Denied):
        fix(3, "member")
    fix(None)
    assert FixedDay.objects.count() == 0
