"""A waiver: asked by the unit, decided by who manages a unit above it, and what it changes."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.duties.build import held
from tests.plans.build import sign_in
from tests.units import build as units
from xianfeng.desk.views import words as desk_words
from xianfeng.duties import actions, queries, rulebook
from xianfeng.duties.models import Waiver
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, Viewer, operator
from xianfeng.units.enums import Role

pytestmark = pytest.mark.usefixtures("in_use")
ABOUT = {"rule": "branch.theme_day", "period": "2021-02"}


def at(month, day):
    return datetime(2021, month, day, 9, 0, tzinfo=timezone.get_default_timezone())


def ask(city, actor=None, on=(2, 10), reason="全员外出执行任务", **changes):
    about = {"unit": city.branch, **ABOUT} | changes
    return actions.ask_waiver(actor=actor or city.secretary, at=at(*on), reason=reason, **about)


def say(verb, waiver, actor, on, **more):
    act = getattr(actions, verb)
    return act(actor=actor, at=at(*on), waiver=waiver, version=waiver.version, **more)


def granted(city, on=(2, 15)):
    return say("grant_waiver", ask(city), city.office, on, word="同意")


def state(city, as_of, rule="branch.theme_day"):
    (duty,) = queries.duties(
        city.officer, as_of=as_of, rule=rule, unit=city.branch, period="2021-02"
    ).filter(unit=city.branch)
    return duty.state


def test_a_granted_waiver_holds_from_the_day_it_was_granted(city):
    granted(city)
    days = [date(2021, 2, 14), date(2021, 2, 15), date(2021, 4, 30)]
    assert [state(city, day) for day in days] == ["open", "waived", "waived"]
    rows = AuditEntry.objects.order_by("seq").values_list("verb", "unit_id", "old", "new")
    reason = {**ABOUT, "subject": 0, "reason": "全员外出执行任务"}
    assert list(rows) == [
        ("duties.ask_waiver", city.branch.pk, {}, reason),
        (
            "duties.grant_waiver",
            city.branch.pk,
            {"state": "asked"},
            {"state": "granted", "word": "同意"},
        ),
    ]


def test_it_may_be_asked_for_when_it_is_already_late(city):
    queries.cards_in_force(city.officer, date(2021, 6, 30))
    waiver = ask(city, on=(3, 20))
    assert state(city, date(2021, 3, 20)) == "overdue"
    say("grant_waiver", waiver, city.office, (3, 22))
    assert [state(city, date(2021, 3, day)) for day in (21, 22)] == ["overdue", "waived"]
    about = {"rule": "branch.theme_day", "unit": city.branch, "period": "2021-02"}
    given = queries.given_by(city.officer, date(2021, 6, 30)).filter(**about)
    assert [(str(one.given_on), str(one.lifted_on), one.lifted_by) for one in given] == [
        ("2021-03-10", "2021-03-22", "waived")
    ]


def test_what_was_held_outweighs_it(city):
    granted(city)
    held(city.branch, "theme_day", date(2021, 2, 20))
    assert [state(city, date(2021, 2, day)) for day in (19, 20)] == ["waived", "met"]


def test_revoked_it_is_owed_again_from_that_day(city):
    waiver = granted(city)
    say("revoke_waiver", waiver, city.officer, (4, 1), word="任务已经结束")
    days = [date(2021, 3, 31), date(2021, 4, 1)]
    assert [state(city, day) for day in days] == ["waived", "overdue"]
    kept = Waiver.objects.get()
    assert (kept.state, kept.word, kept.revoked_because) == ("revoked", "同意", "任务已经结束")
    assert (kept.decided_on, kept.revoked_on) == (date(2021, 2, 15), date(2021, 4, 1))
    with pytest.raises(Refused, match="已经申请过免办"):
        ask(city, on=(4, 2))


def test_refused_or_taken_back_it_changes_nothing_and_may_be_asked_for_again(city):
    say("take_waiver_back", ask(city), city.secretary, (2, 11))
    say("refuse_waiver", ask(city), city.office, (2, 12), word="可以改期")
    assert state(city, date(2021, 3, 1)) == "overdue"
    ask(city)
    states = Waiver.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["taken_back", "refused", "asked"]


def test_another_duty_of_the_unit_stays_owed(city):
    granted(city)
    assert state(city, date(2021, 3, 1), "branch.committee_meeting") == "overdue"


def test_the_board_and_the_desk_say_it(city, client):
    sign_in(client, Role.OFFICE, city.first)
    waivers = [granted(city), ask(city, period="2021-03")]
    say("grant_waiver", waivers[1], city.office, (2, 16))
    rule = rulebook.get("branch.theme_day")
    board = queries.board(
        city.office, rule=rule, year=2021, as_of=date(2021, 3, 31), under=city.branch
    )
    row = board.rows[0]
    told = [(cell.due, str(cell.worst)) for cell in row.cells[:3]]
    assert told == [(1, "overdue"), (0, "waived"), (0, "waived")]
    address = reverse("desk:board")
    about = {"unit": "HY00101", "rule": rule.id, "year": 2021, "as_of": "2021-03-31"}
    assert "免办" in client.get(address, about).content.decode()
    owed = queries.owed_by(city.secretary, city.branch, date(2021, 3, 31))
    (line,) = [one for one in owed.now if one.rule.id == rule.id]
    assert (line.mark, desk_words.when(line, date(2021, 3, 31))) == ("waived", "上级同意免办")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"period": "2021-Q1"}, "这一项不欠着，不用申请免办，请核对期间"),
        ({"period": "2021-01"}, "这一项不欠着，不用申请免办，请核对期间"),
        ({"period": "昨天"}, "这一项不欠着，不用申请免办，请核对期间"),
        ({"rule": "no.such"}, "这一项不欠着，不用申请免办，请核对期间"),
        ({"subject": 7}, "这一项不欠着，不用申请免办，请核对期间"),
        ({"reason": " "}, "请写明为什么不能办，上级好答复"),
    ],
)
def test_what_cannot_be_asked_for(city, changes, message):
    held(city.branch, "theme_day", date(2021, 1, 9))
    with pytest.raises(Refused) as refused:
        ask(city, **changes)
    assert refused.value.message == message
    assert Waiver.objects.count() == 0


def test_who_may_ask(city):
    for actor in (
        city.member,
        units.viewer((Role.LEADER, city.branch)),
        units.viewer((Role.SECRETARY, city.sibling)),
        units.viewer((Role.OFFICE, city.second)),
    ):
        with pytest.raises(Denied):
            ask(city, actor)
    assert ask(city).on_behalf is False
    other = ask(city, city.office, period="2021-03")
    assert other.on_behalf is True


def test_no_unit_decides_its_own(city):
    waiver = ask(city)
    own = units.viewer((Role.OFFICE, city.branch), (Role.SECRETARY, city.branch))
    for actor in (city.secretary, own, units.viewer((Role.OFFICE, city.second)), city.member):
        for verb in ("grant_waiver", "refuse_waiver"):
            with pytest.raises(Denied):
                say(verb, waiver, actor, (2, 15), word="同意")
    assert Waiver.objects.get().state == "asked"


def test_who_asked_does_not_answer(city):
    person = units.user("office", (Role.OFFICE, city.first))
    actor = Viewer(person.pk, "办公室", city.office.grants)
    waiver = ask(city, actor)
    for verb in ("grant_waiver", "refuse_waiver"):
        with pytest.raises(Refused, match="不能是同一个人"):
            say(verb, waiver, actor, (2, 15), word="同意")
    assert say("grant_waiver", waiver, city.officer, (2, 15)).state == "granted"


def test_a_stale_page_conflicts(city):
    waiver = ask(city)
    say("grant_waiver", Waiver.objects.get(), city.office, (2, 15))
    with pytest.raises(Conflict):
        say("refuse_waiver", waiver, city.office, (2, 15), word="晚了")


@pytest.mark.parametrize("verb", ["refuse_waiver", "revoke_waiver"])
def test_a_no_has_its_reason(city, verb):
    waiver = granted(city) if verb == "revoke_waiver" else ask(city)
    with pytest.raises(Refused) as refused:
        say(verb, waiver, city.office, (2, 16), word="  ")
    assert refused.value.field == "word"


def test_the_operator_may_do_whatever_a_role_may(city):
    waiver = ask(city, operator("命令行"))
    assert say("grant_waiver", waiver, operator("命令行"), (2, 15)).state == "granted"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "granted"},
        {"state": "asked", "decided_on": date(2021, 2, 15)},
        {"state": "revoked", "decided_on": date(2021, 2, 15)},
        {"state": "granted", "decided_on": date(2021, 2, 15), "revoked_on": date(2021, 3, 1)},
    ],
)
def test_the_database_refuses_rows_that_cannot_be(city, wrong):
    about = {"unit": city.branch, **ABOUT, "reason": "原因", "asked_on": date(2021, 2, 10)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.create(**about, **wrong)


def test_a_duty_is_waived_once(city):
    about = {"unit": city.branch, **ABOUT, "reason": "原因", "asked_on": date(2021, 2, 10)}
    Waiver.objects.create(**about)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.create(**about)
    Waiver.objects.create(**about, state="taken_back")
