from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.members.build import member, post
from tests.units.build import NOW, officer, unit, viewer
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.members import rules
from xianfeng.members.actions import transfers
from xianfeng.members.enums import TransferState
from xianfeng.members.models import GroupMembership, Member, Membership, Transfer
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 30)
LETTER = {"way": "letter", "issued_on": date(2021, 6, 1), "dues_until": "2021年5月"}
VERBS = ("receive", "refuse", "withdraw", "lapse")


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    first = unit("C1", root, UnitKind.COMMITTEE)
    second = unit("C2", root, UnitKind.COMMITTEE)
    a, a2, b = unit("A", first), unit("A2", first), unit("B", second)
    one = member("张伟", a)
    return {"R": root, "C1": first, "C2": second, "A": a, "A2": a2, "B": b, "one": one}


def keeper(at):
    return viewer((Role.SECRETARY, at))


def issue(city, **changes):
    given = {"member": city["one"], "to_unit": city["B"], "outside": ""} | LETTER | changes
    return transfers.issue_transfer(actor=keeper(city["A"]), at=NOW, **given)


def act(verb, transfer, who, day=TODAY, **more):
    given = {
        "receive": {"received_on": day},
        "refuse": {"closed_on": day, "reason": "不在本单位工作"},
        "withdraw": {"closed_on": day},
        "lapse": {"closed_on": day},
    }[verb] | more
    done = getattr(transfers, f"{verb}_transfer")
    return done(actor=who, at=NOW, transfer=transfer, **given)


def refusal(call, *arguments, **more):
    with pytest.raises(Refused) as found:
        call(*arguments, **more)
    return found.value.message, found.value.field


def spells(who):
    return list(
        Membership.objects.filter(member=who)
        .order_by("from_on")
        .values_list("unit__code", "from_on", "until_on")
    )


def test_the_sender_keeps_the_member_until_the_day_of_receipt(city):
    letter = issue(city)
    assert (letter.number, letter.runs_out_on) == ("A-2021-001", date(2021, 8, 30))
    assert spells(city["one"]) == [("A", date(2012, 1, 1), None)]
    act("receive", letter, keeper(city["B"]), date(2021, 6, 20))
    assert spells(city["one"]) == [
        ("A", date(2012, 1, 1), date(2021, 6, 20)),
        ("B", date(2021, 6, 20), None),
    ]
    letter.refresh_from_db()
    assert (letter.state, letter.closed_on) == ("received", date(2021, 6, 20))
    assert list(AuditEntry.objects.order_by("seq").values_list("verb", "subject_id")) == [
        ("members.issue_transfer", city["one"].pk),
        ("members.receive_transfer", city["one"].pk),
    ]


def test_posts_and_group_of_the_old_branch_end_and_those_above_both_go_on(city):
    group = unit("AG", city["A"], UnitKind.GROUP)
    GroupMembership.objects.create(member=city["one"], unit=group, from_on=date(2020, 1, 1))
    post(city["one"], city["A"], "secretary")
    post(city["one"], city["R"], "committee_member")
    act("receive", issue(city), keeper(city["B"]))
    held = city["one"].posts.order_by("unit__path").values_list("unit__code", "until_on")
    assert list(held) == [("R", None), ("A", TODAY)]
    assert city["one"].group_spells.get().until_on == TODAY


def test_a_committee_that_receives_says_into_which_of_its_branches(city):
    letter, receiver = issue(city, to_unit=city["C2"]), keeper(city["C2"])
    assert refusal(act, "receive", letter, receiver) == ("请选编入本组织的哪个党支部。", "branch")
    asked = refusal(act, "receive", letter, receiver, branch=city["A2"])
    assert asked == ("请选编入本组织的哪个党支部。", "branch")
    act("receive", letter, receiver, branch=city["B"])
    assert spells(city["one"])[-1] == ("B", TODAY, None)


def test_to_the_outside_the_spell_ends_with_the_slip_that_came_back(city):
    letter = issue(city, to_unit=None, outside="某省某市委组织部")
    act("receive", letter, keeper(city["A"]), date(2021, 6, 15), acknowledgement="回-7")
    assert spells(city["one"]) == [("A", date(2012, 1, 1), date(2021, 6, 15))]
    one = Member.objects.get()
    assert (one.standing, one.left_on) == ("moved", date(2021, 6, 15))
    change = one.standing_changes.get()
    assert (change.kind, change.document) == ("moved_out", "回-7")
    boss = officer(city["R"])
    counted = [
        figures.compute(boss, figures.get(name), day, day).value
        for name in ("org.members", "members.registered")
        for day in (date(2021, 6, 14), date(2021, 6, 15))
    ]
    assert counted == [1, 0, 1, 0]


@pytest.mark.parametrize("state", TransferState.values)
@pytest.mark.parametrize("verb", VERBS)
def test_no_edge_can_be_taken_that_is_not_in_the_table(city, state, verb):
    letter = issue(city, issued_on=date(2021, 3, 1))
    if state != "issued":
        closed = date(2021, 6, 10)
        Transfer.objects.update(state=state, closed_on=closed, reason="x")
    boss = officer(city["R"])
    wanted = rules.transfers.following(state, verb)
    if wanted is None:
        message, field = refusal(act, verb, letter, boss)
        assert message == f"这份介绍信{TransferState(state).label}，不能再办。"
        assert field == ""
    else:
        assert act(verb, letter, boss).state == wanted


def test_every_edge_ends_in_a_closed_state():
    assert {state for state, _ in rules.transfers.EDGES} == {"issued"}
    assert {verb for _, verb in rules.transfers.EDGES} == set(VERBS)
    assert sorted(rules.transfers.EDGES.values()) == sorted(TransferState.closed())


def test_each_side_does_its_own_part_only(city):
    letter = issue(city)
    for verb, wrong in (("receive", "A"), ("refuse", "A"), ("withdraw", "B"), ("lapse", "B")):
        with pytest.raises(Denied):
            act(verb, letter, keeper(city[wrong]))
    with pytest.raises(Denied):
        act("receive", letter, viewer((Role.LEADER, city["B"])))
    with pytest.raises(Denied):
        transfers.issue_transfer(
            actor=keeper(city["B"]), at=NOW, member=city["one"], to_unit=city["B"], outside="",
            **LETTER,
        )  # fmt: skip
    assert Transfer.objects.get().state == "issued"


@pytest.mark.parametrize(
    ("changes", "message", "field"),
    [
        ({"to_unit": None}, "请填转往哪个党组织：系统内的填编码或全称，系统外的写明名称。", "to"),
        ({"outside": "某市"}, "请填转往哪个党组织：系统内的填编码或全称，系统外的写明名称。", "to"),
        ({"issued_on": date(2021, 7, 1)}, "开出日期不晚于今天。", "issued_on"),
    ],
)
def test_a_letter_that_cannot_be_is_refused(city, changes, message, field):
    assert refusal(issue, city, **changes) == (message, field)
    assert Transfer.objects.count() == 0


def test_there_is_one_letter_at_a_time_and_a_closed_one_makes_way(city):
    letter = issue(city)
    assert refusal(issue, city)[0] == "此人已有一份介绍信在途，请先等接收，或撤回后再开。"
    act("withdraw", letter, keeper(city["A"]))
    assert issue(city).number == "A-2021-002"
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.update(state="issued", closed_on=None)


def test_a_refusal_needs_its_reason_and_the_sender_reads_it(city):
    letter = issue(city)
    asked = refusal(act, "refuse", letter, keeper(city["B"]), reason=" ")
    assert asked == ("请写明退回的原因，对方可以看到。", "reason")
    act("refuse", letter, keeper(city["B"]))
    assert Transfer.objects.get().reason == "不在本单位工作"
    assert spells(city["one"]) == [("A", date(2012, 1, 1), None)]


def test_a_letter_lapses_only_after_its_last_day(city):
    letter = issue(city, issued_on=date(2021, 5, 31), valid_days=30)
    asked = refusal(act, "lapse", letter, keeper(city["A"]))
    assert asked == ("介绍信 2021-06-30 前有效，未到期的请用“撤回”。", "closed_on")
    late = issue_of(city, date(2021, 5, 30))
    assert act("lapse", late, keeper(city["A"])).state == "lapsed"


def issue_of(city, day):
    Transfer.objects.all().delete()
    return issue(city, issued_on=day, valid_days=30)


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (90, True), (91, False)])
def test_a_letter_runs_ninety_days_at_most(days, fits):
    if fits:
        assert rules.transfers.runs_out(TODAY, days) == TODAY + timedelta(days=days)
    else:
        with pytest.raises(ValueError, match=str(days)):
            rules.transfers.runs_out(TODAY, days)


def test_within_one_committee_a_move_is_one_step(city):
    made = transfers.adjust_branch(
        actor=keeper(city["C1"]), at=NOW, member=city["one"], branch=city["A2"], moved_on=TODAY
    )
    assert (made.way, made.state, made.closed_on) == ("adjustment", "received", TODAY)
    assert spells(city["one"])[-1] == ("A2", TODAY, None)
    with pytest.raises(Denied):
        transfers.adjust_branch(
            actor=keeper(city["A2"]), at=NOW, member=city["one"], branch=city["A"], moved_on=TODAY
        )
    found = refusal(
        transfers.adjust_branch,
        actor=officer(city["R"]), at=NOW, member=city["one"], branch=city["B"], moved_on=TODAY,
    )  # fmt: skip
    assert found == ("两个支部不在同一党委之下，请办理组织关系转接。", "branch")


def test_a_receipt_cannot_lie_before_the_letter_or_after_today(city):
    letter = issue(city)
    for day in (date(2021, 5, 31), date(2021, 7, 1)):
        message, field = refusal(act, "receive", letter, keeper(city["B"]), day)
        assert (message, field) == (
            "接收日期应在介绍信开出的 2021-06-01 与今天之间。",
            "received_on",
        )
