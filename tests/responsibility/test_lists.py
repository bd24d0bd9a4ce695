"""Lists issued to a part at once, signed, noted, amended, handed over and recalled."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.members.build import post
from tests.responsibility.build import (
    HAND,
    MARCH,
    RULED,
    first,
    go,
    issued,
    said,
    templated,
)
from tests.units.build import NOW
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.responsibility import actions
from xianfeng.responsibility.actions import Said
from xianfeng.responsibility.models import DutyItem, DutyList, Note

JULY = datetime(2021, 7, 20, 9, 0, tzinfo=timezone.get_default_timezone())
DECEMBER = datetime(2021, 12, 10, 9, 0, tzinfo=timezone.get_default_timezone())


def issue(city, who="clerk", unit=None, **more):
    about = {"year": 2021, "sign_by": date(2021, 7, 15)} | more
    return actions.issue_lists(actor=getattr(city, who), at=NOW, unit=unit or city.office, **about)


def test_one_action_issues_to_every_holder_of_a_part(city):
    templated(city)
    issue(city)
    rows = DutyList.objects.values_list("unit__code", "member__name", "title", "kind", "state")
    assert sorted(rows) == [
        ("B1", "张书记", "secretary", "first", "issued"),
        ("B1", "李副书记", "deputy_secretary", "direct", "issued"),
        ("B1", "王委员", "organisation", "dual", "issued"),
        ("B2", "赵书记", "secretary", "first", "issued"),
    ]
    one = DutyList.objects.get(member=city.zhang)
    days = (one.issued_on, one.sign_by, one.mid_due_on, one.year_due_on)
    assert days == (date(2021, 6, 30), date(2021, 7, 15), date(2021, 7, 31), date(2022, 1, 31))
    items = list(one.items.values_list("seq", "text", "rule", "local"))
    assert items == [(1, "年初部署", "", True), (2, "主题党日", "branch.theme_day", False)]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.new) == (
        "responsibility.issue_lists",
        {"year": 2021, "made": 4, "drafts_issued": 0, "state": "issued"},
    )


def test_issuing_again_reaches_only_who_has_none(city):
    templated(city)
    issue(city)
    with pytest.raises(Refused, match="没有可以下发的"):
        issue(city)
    post(city.next, city.two, "deputy_secretary")
    made = issue(city)
    assert [(row.member.name, row.kind) for row in made] == [("孙接任", "direct")]


def test_drafts_are_tailored_and_issued_with_the_rest(city):
    templated(city)
    issue(city, drafts=True)
    draft = DutyList.objects.get(member=city.zhang)
    assert (draft.state, draft.issued_on, draft.mid_due_on) == ("drafted", None, None)
    gone = draft.items.get(seq=1)
    own = replace(HAND, text="本支部的事项")
    draft = go("tailor_list", city.clerk, draft, removed=[gone.pk], added=[own])
    assert list(draft.items.values_list("seq", "text")) == [(1, "主题党日"), (2, "本支部的事项")]
    with pytest.raises(Refused, match="至少要有一项"):
        go("tailor_list", city.clerk, draft, removed=[item.pk for item in draft.items.all()])
    go("issue_list", city.clerk, draft, sign_by=date(2021, 7, 10))
    made = issue(city)
    assert sorted((row.member.name, str(row.state)) for row in made) == [
        ("李副书记", "issued"),
        ("王委员", "issued"),
        ("赵书记", "issued"),
    ]
    assert DutyList.objects.count() == 4


def test_nothing_goes_out_without_a_published_template_or_with_a_day_gone_by(city):
    with pytest.raises(Refused, match="没有可以下发的"):
        issue(city)
    templated(city)
    with pytest.raises(Refused, match="签收期限已经过去"):
        issue(city, sign_by=date(2021, 6, 29))


@pytest.mark.parametrize("who", ["keeper", "leader", "member", "rival", "holder"])
def test_who_does_not_manage_the_part_issues_nothing(city, who):
    templated(city)
    with pytest.raises(Denied):
        issue(city, who)
    assert DutyList.objects.count() == 0


def test_the_holder_signs_by_one_tap(city):
    row = go("sign_list", city.holder, first(city))
    assert (row.state, row.signed_on, row.on_behalf) == ("signed", date(2021, 6, 30), False)
    assert row.signed_by == city.users["holder"]
    with pytest.raises(Refused, match="这份清单已签"):
        go("sign_list", city.holder, row)


def test_a_signature_on_paper_is_entered_with_its_own_day_and_marked(city):
    row = first(city)
    for day, told in ((date(2021, 7, 1), "今天之后"), (date(2021, 2, 28), "早于下发")):
        with pytest.raises(Refused, match=told):
            go("enter_signature", city.keeper, row, signed_on=day)
    row = go("enter_signature", city.keeper, row, signed_on=date(2021, 3, 5))
    assert (row.signed_on, row.on_behalf, row.signed_by) == (
        date(2021, 3, 5),
        True,
        city.users["keeper"],
    )
    entry = AuditEntry.objects.order_by("seq").last()
    assert (entry.subject_id, entry.new["on_behalf"]) == (city.zhang.pk, True)


@pytest.mark.parametrize("who", ["deputy", "leader", "member", "rival", "second", "keeper"])
def test_nobody_else_signs_for_the_holder_by_a_tap(city, who):
    row = first(city)
    with pytest.raises(Denied):
        go("sign_list", getattr(city, who), row)
    assert DutyList.objects.get(pk=row.pk).state == "issued"


def test_the_half_is_noted_in_july_and_the_year_in_december(city):
    row = go("sign_list", city.holder, first(city))
    with pytest.raises(Refused, match="从 7 月 1 日起"):
        go("note_midyear", city.holder, row, said=said(row))
    with pytest.raises(Refused, match="从 12 月 1 日起"):
        go("note_yearend", city.holder, row, at=JULY, said=said(row))
    row = go("note_midyear", city.keeper, row, at=JULY, said=said(row, "under_way", ""))
    assert (row.state, row.mid_on) == ("mid_noted", date(2021, 7, 20))
    row = go("note_yearend", city.holder, row, at=DECEMBER, said=said(row))
    assert (row.state, row.closed_on) == ("closed", date(2021, 12, 10))
    told = Note.objects.values_list("half", "finding", "words", "on_behalf", "noted_on")
    assert sorted(told) == [
        ("midyear", "under_way", "", True, date(2021, 7, 20)),
        ("yearend", "done", "已部署", False, date(2021, 12, 10)),
    ]


def test_a_note_is_corrected_and_keeps_its_first_day(city):
    row = go("sign_list", city.holder, first(city))
    row = go("note_midyear", city.holder, row, at=JULY, said=said(row))
    row = go("note_midyear", city.holder, row, at=DECEMBER, said=said(row, "not_yet", ""))
    assert row.mid_on == date(2021, 7, 20)
    assert [(n.finding, n.noted_on) for n in Note.objects.all()] == [
        ("not_yet", date(2021, 12, 10))
    ]


def test_every_item_for_the_hand_is_noted_and_none_of_the_others(city):
    row = go("sign_list", city.holder, first(city))
    for wrong in ({}, said(row, "done", "  ")):
        with pytest.raises(Refused, match="还有 1 项"):
            go("note_midyear", city.holder, row, at=JULY, said=wrong)
    measured = row.items.get(rule="branch.theme_day")
    with pytest.raises(Refused, match="由记录自动得出"):
        go("note_midyear", city.holder, row, at=JULY,
           said=said(row) | {measured.pk: Said("done", "做了")})  # fmt: skip
    assert Note.objects.count() == 0


def test_other_items_are_a_new_version_and_the_old_one_stays(city):
    old = go("sign_list", city.holder, first(city))
    gone = old.items.get(seq=1)
    new = go("amend_list", city.clerk, old, reason="分工调整", removed=[gone.pk],
             added=[replace(HAND, text="新的事项")])  # fmt: skip
    old.refresh_from_db()
    assert (old.state, old.reason, old.ended_on) == ("superseded", "分工调整", date(2021, 6, 30))
    assert (new.state, new.edition, new.replaces, new.member) == ("issued", 2, old, city.zhang)
    assert list(old.items.values_list("text", flat=True)) == ["年初部署", "主题党日"]
    carried = old.items.get(seq=2).pk
    items = list(new.items.values_list("text", "before"))
    assert items == [("主题党日", carried), ("新的事项", None)]
    with pytest.raises(Refused, match="内容没有变"):
        go("amend_list", city.clerk, new, reason="再改")
    with pytest.raises(Refused, match="至少要有一项"):
        go("amend_list", city.clerk, new, reason="清空",
           removed=[item.pk for item in new.items.all()])  # fmt: skip
    with pytest.raises(Refused, match="请写明原因"):
        go("amend_list", city.clerk, new, reason=" ", added=[RULED])


def change_hands(city, on=date(2021, 6, 20)):
    held = city.posts[0]
    held.until_on = on
    held.save(update_fields=["until_on"])
    post(city.next, city.one, "secretary", since=on)


def test_the_successor_goes_on_with_the_same_items(city):
    old = go("sign_list", city.holder, first(city))
    with pytest.raises(Refused, match="现在任这个职务"):
        go("hand_over", city.clerk, old, reason="任职变动", successor=city.next)
    change_hands(city)
    new = go("hand_over", city.clerk, old, reason="任职变动", successor=city.next)
    old.refresh_from_db()
    assert (old.state, old.signed_on) == ("superseded", date(2021, 6, 30))
    assert (new.state, new.member, new.edition, new.mid_due_on) == (
        "issued",
        city.next,
        1,
        date(2021, 7, 31),
    )
    assert [(i.text, i.before.duty_list_id) for i in new.items.all()] == [
        ("年初部署", old.pk),
        ("主题党日", old.pk),
    ]


def test_a_half_noted_before_the_change_is_not_owed_again(city):
    old = go("sign_list", city.holder, first(city))
    old = go("note_midyear", city.holder, old, at=JULY, said=said(old))
    change_hands(city)
    new = go("hand_over", city.clerk, old, at=JULY, reason="任职变动", successor=city.next)
    assert (new.mid_due_on, new.year_due_on) == (None, date(2022, 1, 31))


def test_a_vacant_post_ends_a_list_and_begins_none(city):
    old = first(city)
    ended = go("hand_over", city.clerk, old, reason="调离", successor=None)
    assert (ended.pk, ended.state) == (old.pk, "superseded")
    assert DutyList.objects.filter(unit=city.one, kind="first").count() == 1


def test_a_recalled_list_makes_room_for_another(city):
    row = go("recall_list", city.clerk, first(city), reason="发错了")
    assert (row.state, row.ended_on, row.reason) == ("recalled", date(2021, 6, 30), "发错了")
    made = issue(city)
    assert [(new.member.name, new.edition) for new in made] == [("张书记", 1)]
    with pytest.raises(Refused, match="这份清单已撤回"):
        go("recall_list", city.clerk, row, reason="再撤")


def test_whoever_was_slower_is_told(city):
    row = first(city)
    with pytest.raises(Conflict):
        actions.sign_list(actor=city.holder, at=NOW, duty_list=row, version=row.version + 1)


def test_one_holder_has_one_standing_list_of_a_kind(city):
    row = first(city)
    copy = DutyList.objects.get(pk=row.pk)
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    copy.pk, copy.state, copy.ended_on, copy.reason = None, "recalled", date(2021, 6, 1), "重复"
    copy.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "signed"},
        {"state": "issued", "issued_on": None},
        {"state": "closed", "signed_on": date(2021, 3, 2)},
        {"state": "mid_noted", "signed_on": date(2021, 3, 2)},
        {"state": "recalled", "ended_on": date(2021, 3, 2), "reason": ""},
        {"state": "recalled", "reason": "发错了"},
        {"ended_on": date(2021, 3, 2)},
        {"state": "signed", "signed_on": date(2021, 2, 1)},
    ],
)
def test_the_database_refuses_days_that_no_state_has(city, wrong):
    row = first(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyList.objects.filter(pk=row.pk).update(**wrong)


def test_an_item_is_measured_one_way_in_the_database_too(city):
    items = DutyItem.objects.filter(duty_list=first(city))
    for wrong in ({"figure": "life.rate"}, {"threshold": 1},
                  {"rule": "a", "figure": "b", "threshold": 1}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            items.update(**wrong)


def test_lists_of_the_next_year_are_drawn_up_in_december(city):
    templated(city, year=2022)
    made = actions.issue_lists(
        actor=city.clerk, at=DECEMBER, unit=city.office, year=2022, sign_by=date(2021, 12, 30)
    )
    assert {(row.mid_due_on, row.year_due_on) for row in made} == {
        (date(2022, 7, 31), date(2023, 1, 31))
    }
    assert issued(city)["first"].issued_on == MARCH.date()
