from datetime import date

import pytest

from tests.members.build import member, post
from tests.units.build import NOW, officer, unit, viewer
from xianfeng.kernel import crypto, facts
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.members.actions import posts, records
from xianfeng.members.models import Member
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
NUMBER = "710000198602209658"


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a = unit("A", root)
    group = unit("AG", a, UnitKind.GROUP)
    b = unit("B", root)
    one = member("张伟", a, id_number=NUMBER, phone="13800000001", born_on=date(1986, 2, 20))
    return {"R": root, "A": a, "AG": group, "B": b, "one": one, "secretary": secretary(a)}


def secretary(branch):
    return viewer((Role.SECRETARY, branch))


def amend(actor, who, **changes):
    return records.amend_member(
        actor=actor, at=NOW, member=who, version=who.version, changes=changes
    )


def refused(act, **arguments):
    with pytest.raises(Refused) as found:
        act(at=NOW, **arguments)
    return found.value.message, found.value.field


def test_an_amendment_is_written_audited_and_told(city):
    heard = []
    facts.listen(heard.append)
    try:
        amend(city["secretary"], city["one"], name="张炜", skills="摄影")
    finally:
        facts._listeners.remove(heard.append)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.unit_id) == (
        "members.amend_member",
        city["one"].pk,
        city["A"].pk,
    )
    assert (entry.old, entry.new) == (
        {"name": "张伟", "skills": ""},
        {"name": "张炜", "skills": "摄影"},
    )
    assert [t.kind for t in heard] == [
        "members.membership",
        "members.accepted",
        "members.confirmed",
    ]
    assert {t.unit_ids for t in heard} == {frozenset({city["A"].pk})}


def test_a_phone_is_sealed_found_again_and_not_in_the_audit_row(city):
    amend(city["secretary"], city["one"], phone="13900000009")
    stored = Member.objects.get()
    assert stored.phone == "13900000009"
    assert stored.phone_index == crypto.blind("phone", "13900000009")
    assert b"13900000009" not in bytes(stored.phone_sealed)
    entry = AuditEntry.objects.get()
    assert (entry.old, entry.new) == ({}, {"phone": "***"})


def test_what_the_form_does_not_offer_cannot_be_amended(city):
    for name in ("standing", "id_number", "user", "version"):
        with pytest.raises(ValueError, match="not amendable"):
            amend(city["secretary"], city["one"], **{name: "x"})
    assert AuditEntry.objects.count() == 0


def test_a_stale_record_is_a_conflict(city):
    amend(city["secretary"], city["one"], name="甲")
    with pytest.raises(Conflict) as found:
        amend(city["secretary"], city["one"], name="乙")
    assert found.value.current.name == "甲"


@pytest.mark.parametrize(
    ("changes", "message", "field"),
    [
        ({"confirmed_on": date(2005, 6, 30)}, "转正日期不早于入党日期。", "confirmed_on"),
        (
            {"joined_on": date(2003, 7, 1)},
            "入党时应年满十八岁，请核对出生日期和入党日期。",
            "joined_on",
        ),
        (
            {"born_on": date(1986, 2, 21)},
            "出生日期与公民身份号码不一致，请核对。",
            "born_on",
        ),
        ({"sex": "2"}, "性别与公民身份号码不一致，请核对。", "sex"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(city, changes, message, field):
    found = refused(
        records.amend_member,
        actor=city["secretary"],
        member=city["one"],
        version=1,
        changes=changes,
    )
    assert found == (message, field)
    assert Member.objects.get().version == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.MEMBER])
def test_leaders_and_members_amend_nothing(city, role):
    with pytest.raises(Denied):
        amend(viewer((role, city["A"]), member=city["one"]), city["one"], name="甲")
    with pytest.raises(Denied):
        amend(secretary(city["B"]), city["one"], name="甲")


def test_a_corrected_day_of_joining_moves_the_start_of_the_first_spell(city):
    begun = date(2020, 7, 1)
    one = member("新", city["A"], since=begun, joined_on=begun, confirmed_on=None)
    amend(city["secretary"], one, joined_on=date(2020, 9, 1))
    assert one.memberships.get().from_on == date(2020, 9, 1)
    amend(city["secretary"], Member.objects.get(pk=city["one"].pk), joined_on=date(2004, 8, 1))
    assert city["one"].memberships.get().from_on == date(2012, 1, 1)


def test_a_number_is_seen_for_a_purpose_and_the_look_is_recorded(city):
    seen = records.reveal(
        actor=city["secretary"], at=NOW, member=city["one"], field="id_number", purpose=" 核对 "
    )
    assert seen == NUMBER
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == ("members.reveal", city["one"].pk)
    assert (entry.old, entry.new) == ({}, {"field": "id_number", "purpose": "核对"})


def test_no_purpose_no_number(city):
    found = refused(
        records.reveal,
        actor=city["secretary"],
        member=city["one"],
        field="phone",
        purpose="  ",
    )
    assert found == ("请写明查看的用途，本人可以看到。", "purpose")
    assert AuditEntry.objects.count() == 0


def test_who_may_see_a_number(city):
    def look(actor):
        return records.reveal(
            actor=actor, at=NOW, member=city["one"], field="phone", purpose="联系"
        )

    allowed = [officer(city["R"]), viewer((Role.MEMBER, city["A"]), member=city["one"])]
    assert [look(actor) for actor in allowed] == ["13800000001", "13800000001"]
    for actor in (viewer((Role.LEADER, city["R"])), secretary(city["B"]), viewer(office="audit")):
        with pytest.raises(Denied):
            look(actor)


def assign(actor, who, at, title="secretary", day=date(2021, 6, 1), **fields):
    return posts.assign_post(
        actor=actor, at=NOW, member=who, unit=at, title=title, from_on=day, **fields
    )


def test_a_post_is_taken_up_and_left(city):
    made = assign(city["secretary"], city["one"], city["A"])
    posts.end_post(actor=city["secretary"], at=NOW, post=made, until_on=date(2021, 9, 1))
    made.refresh_from_db()
    assert (made.from_on, made.until_on) == (date(2021, 6, 1), date(2021, 9, 1))
    verbs = list(AuditEntry.objects.order_by("seq").values_list("verb", "subject_id"))
    assert verbs == [
        ("members.assign_post", city["one"].pk),
        ("members.end_post", city["one"].pk),
    ]


def test_a_post_above_the_branch_is_the_business_of_who_keeps_records_there(city):
    with pytest.raises(Denied):
        assign(city["secretary"], city["one"], city["R"], "full_time_deputy")
    assert assign(officer(city["R"]), city["one"], city["R"], "full_time_deputy").pk


def test_posts_that_cannot_be_are_refused(city):
    actor, one = officer(city["R"]), city["one"]
    cases = [
        ({"unit": city["B"]}, "此人当日的组织关系不在该组织，请核对组织和日期。", "unit"),
        ({"title": "group_leader"}, "党小组只设组长，组长只设在党小组。", "title"),
        ({"from_on": date(2011, 1, 1)}, "此人当日的组织关系不在该组织，请核对组织和日期。", "unit"),
    ]
    base = {"member": one, "unit": city["A"], "title": "secretary", "from_on": date(2021, 6, 1)}
    for change, message, field in cases:
        assert refused(posts.assign_post, actor=actor, **base | change) == (message, field)
    post(member("李娜", city["A"]), city["A"], "secretary")
    found = refused(posts.assign_post, actor=actor, **base)
    assert found == ("该组织现有此职务的任职人，请先免去。", "title")


def test_joining_another_group_ends_the_first(city):
    other = unit("AG2", city["A"], UnitKind.GROUP)
    act = {"actor": city["secretary"], "at": NOW, "member": city["one"]}
    posts.join_group(**act, group=city["AG"], from_on=date(2021, 1, 1))
    posts.join_group(**act, group=other, from_on=date(2021, 5, 1))
    spells = list(
        city["one"].group_spells.order_by("from_on").values_list("unit__code", "until_on")
    )
    assert spells == [("AG", date(2021, 5, 1)), ("AG2", None)]
    last = city["one"].group_spells.get(until_on=None)
    posts.leave_group(actor=city["secretary"], at=NOW, spell=last, until_on=date(2021, 6, 1))
    assert city["one"].group_spells.filter(until_on=None).count() == 0


def test_a_group_of_another_branch_is_refused(city):
    theirs = unit("BG", city["B"], UnitKind.GROUP)
    found = refused(
        posts.join_group,
        actor=officer(city["R"]),
        member=city["one"],
        group=theirs,
        from_on=date(2021, 1, 1),
    )
    assert found == ("请选本人所在支部的党小组。", "group")
