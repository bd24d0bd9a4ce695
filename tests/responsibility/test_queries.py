"""Who sees which list, what waits for whom, how posts stand, and what facts and notes say."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.duties.build import held
from tests.members.build import member, post
from tests.responsibility.build import HAND, ON, RULED, first, go, issued, said, templated
from tests.units.build import unit
from xianfeng.duties import queries as duties_queries
from xianfeng.duties.measuring import Reading, Yardstick
from xianfeng.kernel.viewer import operator
from xianfeng.responsibility import actions, queries
from xianfeng.responsibility.models import DutyList

JULY = datetime(2021, 7, 20, 9, 0, tzinfo=timezone.get_default_timezone())


def codes(found):
    return sorted(f"{row.unit.code} {row.member.name}" for row in found)


def test_a_list_is_seen_by_its_holder_their_staff_and_those_above(city):
    issued(city)
    own = ["B1 张书记", "B1 李副书记", "B1 王委员"]
    every = sorted([*own, "B2 赵书记"])
    seen = {who: codes(queries.visible_to(getattr(city, who))) for who in (*city.users,)}
    assert seen == {
        "officer": every,
        "clerk": every,
        "rival": [],
        "keeper": sorted(own),
        "second": ["B2 赵书记"],
        "leader": sorted(own),
        "member": [],
        "holder": ["B1 张书记"],
        "deputy": ["B1 李副书记"],
    }
    assert codes(queries.visible_to(operator("命令行"))) == every


def test_a_draft_is_its_issuers_alone(city):
    issued(city, drafts=True)
    seen = {who for who in city.users if queries.visible_to(getattr(city, who)).exists()}
    assert seen == {"officer", "clerk"}
    assert queries.visible_to(operator("命令行")).count() == 4
    assert queries.mine(city.holder, ON).count() == 0


def test_what_waits_for_the_holder(city):
    row = first(city)
    march, july, december = date(2021, 3, 1), date(2021, 7, 1), date(2021, 12, 1)
    assert list(queries.to_sign(city.holder, march)) == [row]
    assert list(queries.to_sign(city.holder, date(2021, 2, 28))) == []
    assert list(queries.to_sign(city.keeper, march)) == []
    assert list(queries.to_note(city.holder, july)) == []
    row = go("sign_list", city.holder, row)
    assert list(queries.to_sign(city.holder, ON)) == []
    assert list(queries.to_note(city.holder, ON)) == []
    assert list(queries.to_note(city.holder, july)) == [row]
    row = go("note_midyear", city.holder, row, at=JULY, said=said(row))
    assert list(queries.to_note(city.holder, date(2021, 8, 1))) == []
    assert list(queries.to_note(city.holder, december)) == [row]
    assert list(queries.to_note(city.deputy, december)) == []


def posts(city, who="clerk", day=ON, path="", year=2021):
    found = queries.coverage(getattr(city, who), year, day, path)
    return [
        (slot.unit.code, slot.title, slot.member.name if slot.member else "", slot.standing.value)
        for slot in found
    ]


def test_posts_stand_in_the_fixed_order_of_units(city):
    vacancy = [row for row in posts(city) if row[3] == "vacant"]
    assert [row for row in posts(city) if row[3] != "vacant"] == [
        ("B1", "secretary", "张书记", "missing"),
        ("B1", "deputy_secretary", "李副书记", "missing"),
        ("B1", "organisation", "王委员", "missing"),
        ("B2", "secretary", "赵书记", "missing"),
    ]
    assert ("C", "secretary", "", "vacant") in vacancy
    assert "G1" not in {row[0] for row in posts(city)}
    first(city)
    assert [row[3] for row in posts(city, "keeper")] == ["overdue", "overdue", "overdue"]
    assert [row[3] for row in posts(city, "keeper", date(2021, 3, 5))] == ["unsigned"] * 3
    assert [row[3] for row in posts(city, "keeper", date(2021, 2, 1))] == ["missing"] * 3
    assert posts(city, "member") == []
    assert [row[0] for row in posts(city, "rival") if row[3] != "vacant"] == []


def test_a_post_that_changed_hands_waits_for_its_hand_over(city):
    row = first(city)
    leaving = city.posts[0]
    leaving.until_on = date(2021, 6, 20)
    leaving.save(update_fields=["until_on"])
    post(city.next, city.one, "secretary", since=date(2021, 6, 20))
    secretary = [each for each in posts(city, "keeper") if each[1] == "secretary"]
    assert secretary == [("B1", "secretary", "张书记", "changed")]
    assert [each.name for each in queries.successors(city.clerk, row, ON)] == ["孙接任"]
    assert queries.successors(city.clerk, row, date(2021, 6, 19)) == []
    go("hand_over", city.clerk, row, reason="任职变动", successor=city.next)
    secretary = [each for each in posts(city, "keeper") if each[1] == "secretary"]
    assert secretary == [("B1", "secretary", "孙接任", "unsigned")]
    assert queries.successors(city.clerk, row, ON) == []


def test_a_closed_list_of_somebody_who_left_is_no_exception(city):
    row = first(city)
    DutyList.objects.filter(pk=row.pk).update(
        state="closed", signed_on=date(2021, 3, 2), closed_on=date(2021, 6, 1)
    )
    leaving = city.posts[0]
    leaving.until_on = date(2021, 6, 20)
    leaving.save(update_fields=["until_on"])
    secretary = [each for each in posts(city, "keeper") if each[1:3] == ("secretary", "张书记")]
    assert secretary == [("B1", "secretary", "张书记", "signed")]


def told(viewer, row, day=ON):
    return [(one.mark, one.label, one.text) for one in queries.sheet(viewer, row, day)]


def test_facts_say_what_is_done_and_the_rest_waits_for_its_note(city):
    row = first(city, HAND, RULED)
    for month in (1, 2, 3, 4, 5):
        held(city.one, "theme_day", date(2021, month, 9))
    assert told(city.holder, row, date(2021, 6, 20)) == [
        ("none", "还没登记", ""),
        ("met", "已达标", "按期 5，未到期 1"),
    ]
    assert told(city.holder, row, date(2021, 7, 10))[1] == (
        "overdue",
        "还没做到",
        "按期 5，未到期 1，逾期 1",
    )
    assert queries.sheet(city.clerk, row, ON)[1].href == (
        "/duties/?rule=branch.theme_day&unit=B1&year=2021"
    )


def test_the_holder_reads_what_facts_say_of_their_unit(city):
    row = first(city, RULED)
    held(city.one, "theme_day", date(2021, 1, 9))
    day = date(2021, 2, 5)
    assert told(city.clerk, row, day) == [("met", "已达标", "按期 1，未到期 1")]
    assert told(city.holder, row, day) == told(city.clerk, row, day)
    href = "/duties/?rule=branch.theme_day&unit=B1&year=2021"
    links = {
        who: queries.sheet(getattr(city, who), row, day)[0].href for who in ("holder", "clerk")
    }
    assert links == {"holder": "", "clerk": href}


def test_before_its_year_a_list_says_so(city):
    templated(city, RULED, year=2022)
    december = datetime(2021, 12, 10, 9, 0, tzinfo=timezone.get_default_timezone())
    rows = actions.issue_lists(
        actor=city.clerk, at=december, unit=city.office, year=2022, sign_by=date(2021, 12, 30)
    )
    assert told(city.clerk, rows[0], date(2021, 12, 11)) == [("open", "未到期", "这一年还没有开始")]


@pytest.mark.parametrize(
    ("finding", "mark", "label"),
    [
        ("done", "met", "已做到"),
        ("under_way", "open", "正在做"),
        ("not_yet", "overdue", "还没做到"),
    ],
)
def test_notes_are_read_as_of_their_day(city, finding, mark, label):
    row = go("sign_list", city.holder, first(city, HAND))
    row = go("note_midyear", city.holder, row, at=JULY, said=said(row, finding, "说明"))
    assert told(city.clerk, row, date(2021, 7, 19)) == [("none", "还没登记", "")]
    assert told(city.clerk, row, date(2021, 7, 20)) == [(mark, label, "说明")]


def test_the_successor_sees_what_was_noted_before(city):
    old = go("sign_list", city.holder, first(city, HAND))
    old = go("note_midyear", city.holder, old, at=JULY, said=said(old))
    leaving = city.posts[0]
    leaving.until_on = date(2021, 7, 21)
    leaving.save(update_fields=["until_on"])
    post(city.next, city.one, "secretary", since=date(2021, 7, 21))
    later = datetime(2021, 8, 2, 9, 0, tzinfo=timezone.get_default_timezone())
    new = go("hand_over", city.clerk, old, at=later, reason="任职变动", successor=city.next)
    (line,) = queries.sheet(city.clerk, new, date(2021, 8, 3))
    assert (line.midyear.words, line.yearend, line.label) == ("已部署", None, "已做到")
    assert [each.pk for each in queries.chain(city.clerk, new)] == [old.pk, new.pk]
    assert [each.pk for each in queries.chain(city.clerk, old)] == [old.pk, new.pk]
    assert [each.pk for each in queries.chain(city.holder, old)] == [old.pk]


def test_what_was_done_below_counts_for_the_unit_above(city):
    stick = Yardstick(rule="branch.theme_day")
    held(city.one, "theme_day", date(2021, 1, 9))
    held(city.far, "theme_day", date(2021, 1, 9))
    day = date(2021, 1, 20)
    units = [city.root, city.office, city.one, city.two]
    found = duties_queries.measures(city.officer, [stick], 2021, units, day)
    assert {key[1]: (each.reading, each.text) for key, each in found.items()} == {
        city.root.pk: (Reading.MET, "按期 2，未到期 1"),
        city.office.pk: (Reading.MET, "按期 1，未到期 1"),
        city.one.pk: (Reading.MET, "按期 1"),
        city.two.pk: (Reading.PENDING, "未到期 1"),
    }


def asked(what):
    with CaptureQueriesContext(connection) as captured:
        what()
    return len(captured)


def test_the_number_of_queries_does_not_grow(city):
    templated(city, HAND, RULED)

    def issue():
        actions.issue_lists(
            actor=city.clerk, at=JULY, unit=city.office, year=2021, sign_by=date(2021, 8, 1)
        )

    def read():
        rows = list(queries.rows_of(city.clerk, 2021, date(2021, 7, 21)))
        return queries.sheets(city.clerk, rows, date(2021, 7, 21))

    def look():
        return queries.coverage(city.clerk, 2021, date(2021, 7, 21))

    issue()
    assert (len(read()), len(look())) == (4, len(look()))
    few = asked(read), asked(look)
    for number in range(3, 9):
        place = unit(f"B{number}", city.office)
        post(member(f"书记{number}", place), place, "secretary")
    issue()
    assert len(read()) == 10
    assert (asked(read), asked(look)) == few
    assert few == (7, 6)
