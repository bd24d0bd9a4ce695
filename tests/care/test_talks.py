"""Talks: what each was, whom a branch still owes one, and that nobody reads what was said."""

from datetime import date

import pytest
from django.db import connection

from tests.care.conftest import AT, TODAY
from tests.members.build import member, post
from tests.units.build import unit
from xianfeng.care.actions import talks as actions
from xianfeng.care.actions.talks import Round
from xianfeng.care.models import Talk, TalkNote, TalkPair, TalkYear
from xianfeng.care.queries import talks as queries
from xianfeng.kernel import crypto, facts, figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, operator
from xianfeng.ledgers import registry
from xianfeng.members.actions import posts
from xianfeng.members.models import Membership

DAY = date(2021, 5, 10)
SECRET = "家里老人住院想请假照料"
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def talked(city, lead, *people, on=DAY, **more):
    chosen = Round(on, [one.pk for one in people], lead.pk if lead else None, **more)
    return actions.record_talks(actor=city.secretary_viewer, at=AT, unit=city.a, talks=chosen)


def value(viewer, figure, path=""):
    return figures.compute(viewer, figures.get(figure), *YEAR, path).value


def test_one_form_records_a_round_and_says_what_each_talk_was(city):
    made = talked(city, city.anguo, city.bobing, city.chenchen, city.dingning)
    assert [(t.first.name, t.second.name, t.kind) for t in made] == [
        ("安国", "薄冰", "secretary_committee"),
        ("安国", "陈晨", "committee_member"),
        ("安国", "丁宁", "committee_member"),
    ]
    assert AuditEntry.objects.filter(verb="care.record_talks").count() == 1


def test_two_by_two_when_nobody_leads(city):
    made = talked(city, None, city.bobing, city.chenchen, city.dingning)
    assert [(t.first.name, t.second.name, t.kind) for t in made] == [
        ("薄冰", "陈晨", "committee_member"),
        ("薄冰", "丁宁", "committee_member"),
        ("陈晨", "丁宁", "members"),
    ]


@pytest.mark.parametrize(
    ("who", "on", "field"),
    [
        (("anguo", "gebi"), DAY, "people"),
        (("anguo", "anguo"), DAY, "people"),
        (("anguo", "bobing"), date(2021, 6, 21), "on"),
        (("anguo", "bobing"), date(2009, 12, 31), "on"),
    ],
)
def test_what_cannot_be_is_refused(city, who, on, field):
    lead, other = (getattr(city, name) for name in who)
    with pytest.raises(Refused) as caught:
        talked(city, lead, other, on=on)
    assert caught.value.field == field
    assert Talk.objects.count() == 0


def test_the_same_two_on_the_same_day_are_recorded_once(city):
    talked(city, city.anguo, city.bobing)
    with pytest.raises(Refused, match="安国与薄冰 当天的谈话已记过，请去掉再存"):
        talked(city, city.bobing, city.anguo)
    talked(city, city.anguo, city.bobing, purpose="reminder")
    assert Talk.objects.count() == 2


def test_thirteen_people_do_not_talk_two_by_two_at_once(city):
    people = [member(f"党员{number}", city.a) for number in range(13)]
    with pytest.raises(Refused, match="两两互谈一次最多选 12 人，请分几次记"):
        talked(city, None, *people)


@pytest.mark.parametrize("who", ["sibling", "leader", "member", "system"])
def test_only_who_keeps_the_branchs_records_records_talks(city, who):
    chosen = Round(DAY, [city.bobing.pk], city.anguo.pk)
    with pytest.raises(Denied):
        actions.record_talks(actor=getattr(city, f"{who}_viewer"), at=AT, unit=city.a, talks=chosen)


def test_coverage_follows_each_talk_and_opens_its_list(city):
    # Owed: 安国–薄冰; 陈晨 and 丁宁 with the committee, and with a member.
    assert value(city.officer_viewer, "talk.coverage") is None
    talked(city, city.anguo, city.bobing, city.chenchen)
    assert value(city.officer_viewer, "talk.required", city.a.path) == 5
    assert value(city.officer_viewer, "talk.coverage", city.a.path) == 40
    talked(city, city.chenchen, city.dingning)
    talked(city, city.bobing, city.dingning, on=date(2021, 6, 1))
    whole = TalkYear.objects.get(unit=city.a)
    assert (whole.required, whole.held, whole.done_on) == (5, 5, date(2021, 6, 1))
    assert value(city.officer_viewer, "talk.coverage", city.a.path) == 100
    rows = figures.rows(city.officer_viewer, figures.get("talk.coverage"), *YEAR, city.a.path)
    assert rows.count() == 5


def test_who_still_lacks_a_talk_is_said_by_name(city):
    talked(city, city.anguo, city.chenchen)
    whole = TalkYear.objects.get(unit=city.a)
    assert [(each.kind, each.who, each.other) for each in
            queries.lacking(city.secretary_viewer, whole)] == [
        ("委员之间", "安国", "薄冰"),
        ("党员与委员", "丁宁", "任一支部委员"),
        ("党员与党员", "丁宁", "任一党员"),
        ("党员与党员", "陈晨", "任一党员"),
    ]  # fmt: skip
    assert [(each.who, each.other) for each in queries.own_lacking(city.member_viewer, 2021)] == [
        ("陈晨", "任一党员")
    ]
    assert queries.own_lacking(city.officer_viewer, 2021) == []
    assert queries.lacking(city.sibling_viewer, whole) == []


def test_a_withdrawn_talk_counts_no_more(city):
    (talk,) = talked(city, city.anguo, city.bobing)
    actions.withdraw_talk(actor=city.secretary_viewer, at=AT, talk=talk, reason="记错了人")
    assert (TalkYear.objects.get(unit=city.a).held, Talk.objects.get().withdrawn) == (0, "记错了人")
    with pytest.raises(Refused, match="已经作废"):
        actions.withdraw_talk(actor=city.secretary_viewer, at=AT, talk=talk, reason="又一次")
    talked(city, city.anguo, city.bobing)
    assert TalkYear.objects.get(unit=city.a).held == 1


def test_who_takes_a_post_changes_what_is_owed(city):
    talked(city, city.anguo, city.bobing, city.chenchen)
    posts.assign_post(
        actor=city.officer_viewer, at=AT, member=city.chenchen, unit=city.a, title="publicity",
        full_time=False, from_on=date(2021, 6, 1),
    )  # fmt: skip
    whole = TalkYear.objects.get(unit=city.a)
    # Three pairs of officers, and 丁宁 with the committee; nobody else to talk with.
    assert (whole.required, whole.held) == (4, 2)


def test_somebody_who_moves_takes_their_talks_along(city):
    talked(city, city.anguo, city.dingning)
    Membership.objects.filter(member=city.dingning).update(until_on=date(2021, 6, 1))
    Membership.objects.create(member=city.dingning, unit=city.b, from_on=date(2021, 6, 1))
    facts.recorded(facts.get("members.membership"), unit_ids={city.a.pk, city.b.pk})
    post(city.gebi, city.b, "secretary")
    facts.recorded(facts.get("members.post"), unit_ids={city.b.pk})
    pairs = TalkPair.objects.filter(whole__unit=city.b).values_list("first__name", "met_on")
    assert list(pairs) == [("丁宁", DAY)]


def test_a_change_of_many_units_derives_every_branch_at_once(city):
    talked(city, city.anguo, city.bobing)
    one, two = member("甲", city.b), member("乙", city.b)
    Membership.objects.filter(member__in=[one, two]).update(from_on=date(2020, 1, 1))
    facts.recorded(facts.get("members.membership"))
    whole = TalkYear.objects.get(unit=city.b)
    assert (whole.required, whole.held) == (3, 0)
    kept = TalkYear.objects.get(unit=city.a).pk
    facts.recorded(facts.get("members.membership"))
    assert TalkYear.objects.get(unit=city.a).pk == kept


def test_a_group_of_retired_members_counts_and_a_committee_of_an_agency_does_not(city):
    office = unit("O", city.root, kind="committee")
    post(city.gebi, office, "secretary")
    post(city.bobing, office, "committee_member")
    talked(city, city.anguo, city.bobing)
    facts.recorded(facts.get("members.membership"))
    assert set(TalkYear.objects.values_list("unit__code", flat=True)) == {"A"}


# What was said.


def noted(city, text=SECRET, who="member"):
    (talk,) = talked(city, city.anguo, city.chenchen)
    actions.write_note(actor=getattr(city, f"{who}_viewer"), at=AT, talk=talk, text=text)
    return talk


def test_the_two_read_what_one_of_them_wrote(city):
    talk = noted(city)
    for who in ("secretary", "member"):
        (note,) = queries.notes(getattr(city, f"{who}_viewer"), talk)
        assert (note.author, note.text, note.mine) == ("陈晨", SECRET, who == "member")


@pytest.mark.parametrize("who", ["officer", "leader", "sibling", "system"])
def test_nobody_else_reads_it_and_nobody_else_writes(city, who):
    talk, viewer = noted(city), getattr(city, f"{who}_viewer")
    assert queries.notes(viewer, talk) == []
    with pytest.raises(Denied):
        actions.write_note(actor=viewer, at=AT, talk=talk, text="别人写的")


def test_the_secretary_of_the_branch_reads_no_talk_of_two_others(city):
    (talk,) = talked(city, city.bobing, city.chenchen)
    actions.write_note(actor=city.member_viewer, at=AT, talk=talk, text=SECRET)
    assert queries.notes(city.secretary_viewer, talk) == []
    assert queries.notes(operator("命令行"), talk) == []


def test_a_note_is_empty_by_default_and_can_be_taken_back(city):
    talk = noted(city, text="  ")
    assert TalkNote.objects.count() == 0
    actions.write_note(actor=city.member_viewer, at=AT, talk=talk, text=SECRET)
    actions.write_note(actor=city.member_viewer, at=AT, talk=talk, text="改过")
    assert crypto.unseal(TalkNote.objects.get().content) == "改过"
    actions.write_note(actor=city.member_viewer, at=AT, talk=talk, text="")
    assert TalkNote.objects.count() == 0
    with pytest.raises(Refused, match="最多 5000 字"):
        actions.write_note(actor=city.member_viewer, at=AT, talk=talk, text="长" * 5001)


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_no_page_but_the_twos_shows_it(city, enter):
    talk = noted(city)
    addresses = [
        f"/care/talks/{talk.pk}/", "/care/talks/", "/care/talks/?name=陈晨",
        f"/care/members/{city.chenchen.pk}/", "/care/units/A/", "/ledgers/export/talks.csv",
        "/reports/figures/talk.held/?from=2021-01-01&to=2021-12-31", "/accounts/audit/",
    ]  # fmt: skip
    for who in ("officer", "leader", "sibling", "system"):
        client = enter(getattr(city, f"{who}_user"))
        for address in addresses:
            assert SECRET not in body(client.get(address)), (who, address)
    seen = {who: SECRET in enter(getattr(city, f"{who}_user")).get(addresses[0]).content.decode()
            for who in ("secretary", "member")}  # fmt: skip
    assert seen == {"secretary": True, "member": True}


def test_neither_the_audit_log_nor_a_dump_nor_an_export_holds_it(city):
    noted(city)
    with connection.cursor() as cursor:
        held = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            held += [bytes(cell) if isinstance(cell, memoryview) else cell
                     for row in cursor.fetchall() for cell in row]  # fmt: skip
    texts = [cell.encode() if isinstance(cell, str) else cell for cell in held
             if isinstance(cell, (str, bytes))]  # fmt: skip
    assert len(texts) > 50
    for part in (SECRET.encode(), SECRET[:4].encode(), SECRET.encode("utf-16-le")):
        assert [text for text in texts if part in text] == []
    kind = registry.get("talks")
    assert "内容" not in "".join(column.title for column in kind.columns)
    rows = list(kind.export(city.officer_viewer, "", True))
    assert rows == [("A", DAY, "安国", "陈晨", "当面", "日常谈心")]
    entry = AuditEntry.objects.get(verb="care.write_note")
    assert entry.new == {"noted": True}


def test_that_a_talk_was_to_remind_is_for_the_two_and_the_office(city, enter):
    (talk,) = talked(city, city.anguo, city.chenchen, purpose="reminder")
    shown = {
        who: "提醒谈话"
        in enter(getattr(city, f"{who}_user")).get(f"/care/talks/{talk.pk}/").content.decode()
        for who in ("secretary", "officer", "member", "leader")
    }
    assert shown == {"secretary": True, "officer": True, "member": True, "leader": False}


def test_a_member_sees_their_own_talks_and_no_others(city, enter):
    (own,) = talked(city, city.anguo, city.chenchen)
    (other,) = talked(city, city.anguo, city.bobing)
    assert list(queries.visible_to(city.member_viewer)) == [own]
    client = enter(city.member_user)
    assert client.get(f"/care/talks/{own.pk}/").status_code == 200
    assert client.get(f"/care/talks/{other.pk}/").status_code == 404
    page = client.get("/care/talks/mine/").content.decode()
    assert ("安国 与 陈晨" in page, "薄冰" in page) == (True, False)
    assert TODAY.year == 2021


def test_the_figures_of_a_year_without_talks_say_nothing(city):
    talked(city, city.anguo, city.chenchen)
    figure = figures.get("talk.coverage")
    for year in (2020, 2022, 9999):
        span = date(year, 1, 1), date(year, 12, 31)
        assert figures.compute(city.officer_viewer, figure, *span).value is None
