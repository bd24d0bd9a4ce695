"""An appeal: by the unit that holds a card, decided above it; upheld, no card shows any more."""

from datetime import date

import pytest

from tests.duties.build import held
from tests.duties.test_waivers import at
from tests.units import build as units
from xianfeng.duties import actions, queries
from xianfeng.duties.models import Appeal
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, Viewer
from xianfeng.units.enums import Role

pytestmark = pytest.mark.usefixtures("in_use")
ABOUT = {"rule": "branch.theme_day", "period": "2021-02"}
# Due on 2021-02-28: yellow from 2021-03-10, red from 2021-03-30.


def appeal(city, actor=None, on=(3, 15), reason="活动已开展，记录在补", **changes):
    about = {"unit": city.branch, **ABOUT} | changes
    return actions.appeal_card(actor=actor or city.secretary, at=at(*on), reason=reason, **about)


def say(verb, row, actor, on, **more):
    act = getattr(actions, verb)
    return act(actor=actor, at=at(*on), appeal=row, version=row.version, **more)


def card(city, as_of):
    return queries.card_held(city.officer, city.branch, *ABOUT.values(), 0, as_of)


def history(city):
    found = queries.given_by(city.officer, date(2021, 6, 30)).filter(unit=city.branch, **ABOUT)
    return [(one.card, str(one.given_on), str(one.lifted_on), one.lifted_by) for one in found]


def test_an_upheld_appeal_lifts_the_card_from_that_day_and_the_duty_stays_owed(city):
    row = appeal(city)
    say("uphold_appeal", row, city.office, (3, 20), word="确已开展")
    days = [date(2021, 3, 19), date(2021, 3, 20), date(2021, 3, 30), date(2021, 6, 30)]
    assert [card(city, day) for day in days] == ["yellow", None, None, None]
    assert history(city) == [("yellow", "2021-03-10", "2021-03-20", "appeal")]
    found = queries.duties(city.officer, as_of=date(2021, 3, 20), state="overdue", **ABOUT)
    assert city.branch in [duty.unit for duty in found]
    entry = AuditEntry.objects.get(verb="duties.uphold_appeal")
    assert (entry.old, entry.new) == ({"state": "asked"}, {"state": "upheld", "word": "确已开展"})


def test_a_dismissed_appeal_leaves_the_card_and_may_be_made_again(city):
    say("dismiss_appeal", appeal(city), city.office, (3, 20), word="没有记录")
    assert card(city, date(2021, 3, 20)) == "yellow"
    assert appeal(city, on=(3, 21)).state == "asked"


def test_an_appeal_goes_on_when_yellow_turns_to_red(city):
    row = appeal(city)
    assert card(city, date(2021, 3, 30)) == "red"
    say("uphold_appeal", row, city.office, (4, 2), word="确已开展")
    assert history(city) == [
        ("yellow", "2021-03-10", "2021-03-30", "red"),
        ("red", "2021-03-30", "2021-04-02", "appeal"),
    ]


def test_taken_back_nothing_changed(city):
    row = appeal(city)
    say("take_appeal_back", row, city.secretary, (3, 16))
    assert (Appeal.objects.get().state, card(city, date(2021, 3, 16))) == ("taken_back", "yellow")


@pytest.mark.parametrize("verb", ["uphold_appeal", "dismiss_appeal", "take_appeal_back"])
def test_a_card_lifted_meanwhile_needs_no_word(city, verb):
    row = appeal(city)
    held(city.branch, "theme_day", date(2021, 3, 18), made_up="2021-02")
    more = {} if verb == "take_appeal_back" else {"word": "确已开展"}
    with pytest.raises(Refused, match="这张牌已经解除，不用再答复"):
        say(verb, row, city.office, (3, 20), **more)
    assert queries.requests_waiting(city.office, date(2021, 3, 17)) != []
    assert queries.requests_waiting(city.office, date(2021, 3, 18)) == []


@pytest.mark.parametrize(
    ("on", "changes", "message"),
    [
        ((3, 9), {}, "现在没有这张牌，不用申诉"),
        ((3, 15), {"period": "2021-03"}, "现在没有这张牌，不用申诉"),
        ((3, 15), {"rule": "branch.lecture"}, "现在没有这张牌，不用申诉"),
        ((3, 15), {"reason": ""}, "请写明申诉的理由"),
    ],
)
def test_what_cannot_be_appealed(city, on, changes, message):
    with pytest.raises(Refused) as refused:
        appeal(city, on=on, **changes)
    assert refused.value.message == message


def test_one_appeal_at_a_time(city):
    appeal(city)
    with pytest.raises(Refused, match="正在等待答复"):
        appeal(city)


def test_the_unit_appeals_and_its_superior_decides(city):
    strangers = (
        city.member,
        units.viewer((Role.LEADER, city.branch)),
        units.viewer((Role.SECRETARY, city.sibling)),
        units.viewer((Role.OFFICE, city.second)),
    )
    for actor in strangers:
        with pytest.raises(Denied):
            appeal(city, actor)
    row = appeal(city)
    own = units.viewer((Role.OFFICE, city.branch))
    for actor in (*strangers, city.secretary, own):
        for verb in ("uphold_appeal", "dismiss_appeal"):
            with pytest.raises(Denied):
                say(verb, row, actor, (3, 20), word="确已开展")
    for actor in strangers:
        with pytest.raises(Denied):
            say("take_appeal_back", row, actor, (3, 20))
    assert Appeal.objects.get().state == "asked"


def test_who_appealed_does_not_decide(city):
    person = units.user("office", (Role.OFFICE, city.first))
    actor = Viewer(person.pk, "办公室", city.office.grants)
    row = appeal(city, actor)
    assert row.on_behalf is True
    with pytest.raises(Refused, match="不能是同一个人"):
        say("uphold_appeal", row, actor, (3, 20), word="确已开展")
    assert [one.decides for one in queries.asked_about(actor, date(2021, 3, 20))] == [False]
    assert queries.requests_waiting(actor, date(2021, 3, 20)) == []
    (waiting,) = queries.requests_waiting(city.officer, date(2021, 3, 20))
    assert waiting.plea == row


def test_a_word_is_given_once(city):
    row = appeal(city)
    say("dismiss_appeal", row, city.office, (3, 20), word="没有记录")
    stale = Appeal(pk=row.pk, version=1, unit=city.branch)
    with pytest.raises(Conflict):
        say("uphold_appeal", stale, city.office, (3, 21), word="确已开展")
    with pytest.raises(Refused, match="现在不能这样办：这项申诉申诉不成立"):
        say("uphold_appeal", Appeal.objects.get(), city.office, (3, 21), word="确已开展")


@pytest.mark.parametrize("verb", ["uphold_appeal", "dismiss_appeal"])
def test_a_word_has_its_reason(city, verb):
    with pytest.raises(Refused) as refused:
        say(verb, appeal(city), city.office, (3, 20), word=" ")
    assert refused.value.field == "word"


def test_the_figures_count_each_card_on_its_own_day(city):
    say("uphold_appeal", appeal(city), city.office, (4, 2), word="确已开展")

    def told(first, last):
        wanted = [figures.get(f"card.{name}") for name in ("yellow", "red", "lifted", "in_force")]
        path = city.branch.path
        whole = figures.compute_all(city.officer, wanted, first, last, path)
        lists = [figures.rows(city.officer, one, first, last, path) for one in wanted]
        own = [rows.filter(unit=city.branch, **ABOUT).count() for rows in lists]
        assert [one.value for one in whole] == [rows.count() for rows in lists]
        return own

    assert told(date(2021, 3, 1), date(2021, 3, 29)) == [1, 0, 0, 1]
    assert told(date(2021, 3, 30), date(2021, 4, 1)) == [0, 1, 1, 1]
    assert told(date(2021, 4, 2), date(2021, 4, 30)) == [0, 0, 1, 0]
    assert told(date(2021, 1, 1), date(2021, 12, 31)) == [1, 1, 2, 0]
