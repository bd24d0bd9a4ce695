"""A round from its preparation to its end, by the right person and by nobody else."""

from datetime import date, timedelta

import pytest

from tests.ratings import build
from tests.ratings.build import (
    ON,
    UNTIL,
    City,
    at,
    cancel,
    close,
    give,
    now,
    opened,
    prepared,
    rated,
)
from tests.units.build import NOW
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.ratings import actions, queries, rules, tasks
from xianfeng.ratings.models import Box, Remark, Round, Slip, Voice
from xianfeng.ratings.permissions import NOBODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return City()


def states(held):
    """Return how many slips of a round are in each state."""
    found = list(Slip.objects.filter(rated__round=held).values_list("state", flat=True))
    return {state: found.count(state) for state in sorted(set(found))}


def test_a_round_goes_from_paper_to_results(city):
    held, codes = opened(city, 12, 12, 0)
    for number, code in enumerate(codes["第一支部"][:11]):
        give(code, stars=5 if number < 8 else 2, text="很好" if number == 3 else "")
    for code in codes["第二支部"][:9]:
        give(code, stars=1, text="不好")
    assert states(held) == {"unused": 4, "used": 20}
    assert (Voice.objects.count(), Remark.objects.count()) == (0, 0)
    closed = close(city, held)
    assert (closed.state, closed.closed_on) == ("closed", ON)
    lines = queries.lines(city.officer, closed)
    told = [(one.rated.unit.name, one.rated.votes, one.counts, one.remarks) for one in lines]
    assert told == [
        ("第一支部", 11, (8, 0, 0, 3, 0), ("很好",)),
        ("第二支部", None, (0, 0, 0, 0, 0), ()),
        ("第三支部", None, (0, 0, 0, 0, 0), ()),
    ]  # fmt: skip
    assert [str(line.mean) for line in lines] == ["4.2", "None", "None"]
    assert (Voice.objects.count(), Box.objects.count(), states(held)) == (11, 0, {"ended": 24})


def test_a_code_is_stored_nowhere_and_each_slip_is_one_voice(city):
    held, codes = opened(city, 1, 0, 0)
    code = codes["第一支部"][0]
    assert code not in repr(list(Slip.objects.values())) + repr(list(AuditEntry.objects.values()))
    give(code)
    with pytest.raises(Refused, match="这张评议码已经用过"):
        give(code)
    assert states(held) == {"used": 1}


def test_a_unit_below_or_beside_and_an_outsider_cannot_organise(city):
    said = {"title": "评议", "from_on": ON, "until_on": UNTIL}
    for viewer in (city.secretary, city.leader, city.fellow, city.rival, city.stranger, NOBODY):
        with pytest.raises(Denied):
            actions.prepare_round(
                actor=viewer, at=NOW, unit=city.office, units=[city.one], **said
            )  # fmt: skip
    held = prepared(city)
    for viewer in (city.secretary, city.leader, city.fellow, city.rival, city.stranger, NOBODY):
        about = {"actor": viewer, "at": NOW}
        for act in (
            lambda a=about: actions.make_slips(**a, held=held, codes={1: []}),
            lambda a=about: actions.amend_round(**a, held=held, version=1, **said),
            lambda a=about: actions.void_slips(**a, rated=rated(held, city.one)),
        ):
            with pytest.raises(Denied):
                act()
    assert list(Slip.objects.all()) == []


def test_only_units_below_are_rated(city):
    for wrong in ([], [city.office], [city.far], [city.one, city.far]):
        with pytest.raises(Refused, match="请选本组织下面要评的单位") as told:
            actions.prepare_round(
                actor=city.officer, at=NOW, unit=city.office, units=wrong, title="评议",
                from_on=ON, until_on=UNTIL,
            )  # fmt: skip
        assert told.value.field == "units"
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "  "}, "title"),
        ({"until_on": ON - timedelta(days=1)}, "until_on"),
        ({"from_on": date(2021, 5, 1), "until_on": date(2021, 6, 29)}, "until_on"),
        ({"until_on": ON + timedelta(days=367)}, "until_on"),
    ],
)
def test_days_that_cannot_be_are_refused(city, more, field):
    with pytest.raises(Refused) as told:
        prepared(city, **more)
    assert told.value.field == field


def test_a_round_is_changed_until_it_ends(city):
    held, codes = opened(city, 1, 0, 0)
    longer = UNTIL + timedelta(days=30)
    said = {"title": "全年群众评议", "from_on": ON, "until_on": longer}
    actions.amend_round(actor=city.clerk, at=NOW, held=held, version=2, **said)
    assert (now(held).title, now(held).until_on) == ("全年群众评议", longer)
    with pytest.raises(Conflict):
        actions.amend_round(actor=city.clerk, at=NOW, held=held, version=2, **said)
    give(codes["第一支部"][0], day=longer)
    close(city, held)
    with pytest.raises(Refused, match="已经结束"):
        actions.amend_round(actor=city.clerk, at=NOW, held=held, version=4, **said)


@pytest.mark.parametrize(
    ("day", "told"),
    [(ON - timedelta(days=1), "评议还没有开始"), (UNTIL + timedelta(days=1), "这次评议已经结束")],
)
def test_a_slip_counts_within_the_days_of_the_round(city, day, told):
    _held, codes = opened(city, 1, 0, 0)
    with pytest.raises(Refused, match=told):
        give(codes["第一支部"][0], day=day)
    assert Slip.objects.get().state == "unused"


def test_a_slip_of_a_draft_waits(city):
    held = prepared(city)
    codes = build.slips(city, held, 1, 0, 0)
    with pytest.raises(Refused, match="评议还没有开始"):
        give(codes["第一支部"][0])
    actions.open_round(actor=city.officer, at=NOW, held=held, version=1)
    give(codes["第一支部"][0])


@pytest.mark.parametrize(("stars", "text"), [(0, ""), (6, ""), (5, "长" * 201)])
def test_what_is_no_voice_spends_nothing(city, stars, text):
    _held, codes = opened(city, 1, 0, 0)
    with pytest.raises(Refused):
        give(codes["第一支部"][0], stars=stars, text=text)
    assert Slip.objects.get().state == "unused"


def test_the_longest_words_of_all_fill_the_box_and_no_more(city):
    held, codes = opened(city, 12, 0, 0)
    for code in codes["第一支部"]:
        give(code, text="😀" * 199 + '"')
    assert Slip.objects.filter(state="used").count() == 12
    close(city, held)
    assert set(Remark.objects.values_list("text", flat=True)) == {"😀" * 199 + '"'}


def test_unused_slips_are_voided_and_new_ones_made(city):
    held, codes = opened(city, 3, 2, 0)
    give(codes["第一支部"][0])
    assert actions.void_slips(actor=city.clerk, at=NOW, rated=rated(held, city.one)) == 2
    # How many were void would tell how many were not: how many voices came, for ever.
    assert AuditEntry.objects.latest("seq").new == {"voided": city.one.pk}
    with pytest.raises(Refused, match="已经作废"):
        give(codes["第一支部"][1])
    give(codes["第二支部"][0])
    more = {rated(held, city.one).pk: [rules.new_code() for _ in range(9)]}
    assert actions.make_slips(actor=city.clerk, at=NOW, held=held, codes=more) == 9
    for code in next(iter(more.values())):
        give(code, text="新的")
    close(city, held)
    assert rated(held, city.one).votes == 10


def test_no_unit_gets_more_than_five_hundred_slips(city):
    held, key = prepared(city), None
    key = rated(held, city.one).pk
    actions.make_slips(
        actor=city.clerk, at=NOW, held=held, codes={key: [rules.new_code() for _ in range(500)]}
    )
    with pytest.raises(Refused, match="最多印 500 张"):
        actions.make_slips(actor=city.clerk, at=NOW, held=held, codes={key: [rules.new_code()]})
    with pytest.raises(Refused, match="一次最多印 1000 张"):
        actions.make_slips(actor=city.clerk, at=NOW, held=held, codes={key: ["x"] * 1001})
    with pytest.raises(Refused, match="请选要印的单位"):
        actions.make_slips(actor=city.clerk, at=NOW, held=held, codes={key + 99: ["x"]})
    assert Slip.objects.count() == 500


def test_a_round_that_is_over_gives_no_slips(city):
    held, _codes = opened(city, 1, 1, 1)
    close(city, held)
    key = rated(held, city.one).pk
    with pytest.raises(Refused, match="不能再印"):
        actions.make_slips(actor=city.clerk, at=NOW, held=held, codes={key: [rules.new_code()]})
    with pytest.raises(Refused, match="都不能再用"):
        actions.void_slips(actor=city.clerk, at=NOW, rated=rated(held, city.one))


def test_a_cancelled_round_is_destroyed_unread(city):
    held, codes = opened(city, 12, 0, 0)
    for code in codes["第一支部"][:11]:
        give(code, text="很好")
    with pytest.raises(Refused, match="请写明作废的原因"):
        actions.cancel_round(actor=city.clerk, at=NOW, held=held, version=2, reason=" ")
    cancel(city, held)
    assert (Box.objects.count(), Voice.objects.count(), Remark.objects.count()) == (0, 0, 0)
    assert states(held) == {"ended": 12}
    with pytest.raises(Refused, match="这次评议已经结束"):
        give(codes["第一支部"][11])


def test_a_round_whose_days_are_past_cannot_open(city):
    held = prepared(city, until_on=ON)
    with pytest.raises(Refused, match="截止日期已经过了"):
        actions.open_round(
            actor=city.officer, at=at(ON + timedelta(days=1)), held=held, version=1
        )  # fmt: skip


def test_the_day_after_its_last_a_round_closes_itself(city):
    held, codes = opened(city, 12, 0, 0)
    for code in codes["第一支部"][:10]:
        give(code, day=UNTIL)
    tasks.close_rounds(UNTIL)
    assert now(held).state == "open"
    tasks.close_rounds(UNTIL + timedelta(days=1))
    assert (now(held).state, now(held).closed_on) == ("closed", UNTIL)
    assert AuditEntry.objects.latest("seq").actor_name == "每日任务"
    before = AuditEntry.objects.count()
    tasks.close_rounds(UNTIL + timedelta(days=2))
    assert AuditEntry.objects.count() == before


def test_the_log_has_one_row_for_each_write_and_no_result(city):
    held, codes = opened(city, 10, 0, 0)
    for code in codes["第一支部"]:
        give(code, stars=1, text="很不好")
    close(city, held)
    rows = list(
        AuditEntry.objects.order_by("seq").values_list("verb", "actor_name", "at", "unit_id")
    )
    mine = [row for row in rows if row[0].startswith("ratings.")]
    assert [row[0] for row in mine] == [
        "ratings.prepare_round", "ratings.make_slips", "ratings.open_round",
        *["ratings.give_voice"] * 10, "ratings.close_round",
    ]  # fmt: skip
    voices = {row[1:] for row in mine if row[0] == "ratings.give_voice"}
    assert voices == {("", NOW, city.office.pk)}
    told = repr(list(AuditEntry.objects.values_list("old", "new")))
    assert ("很不好" in told, "votes" in told, "stars" in told) == (False, False, False)
