"""volunteering.record: an opened event owes a record seven days after it, and no draft does."""

from datetime import date
from decimal import Decimal

from tests.volunteering.build import NEXT, NOW, ON, at_clock, event, planned, recorded
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.volunteering import actions

RULE = "volunteering.record"


def owed(unit):
    """Return (due, met) of what a unit owes in 2021."""
    writing.ensure({(RULE, 2021): rulebook.get(RULE)})
    rows = Duty.objects.filter(rule=RULE, unit=unit).order_by("due_on", "subject")
    return list(rows.values_list("due_on", "met_on"))


def test_the_day_is_a_local_choice_without_a_card():
    rule = rulebook.get(RULE)
    assert (rule.level, rule.article, rule.blocks, rule.page) == (
        "local", "", False, "volunteering:list",
    )  # fmt: skip
    assert rule.versions[-1].cards is None


def test_an_event_owes_its_record_and_recording_meets_it(city):
    made = recorded(city)
    assert owed(city.one) == [(date(2021, 7, 3), ON)]
    assert owed(city.two) == []
    actions.record_event(
        actor=city.secretary, at=at_clock(NEXT), event=made, version=made.version,
        hours=Decimal(1),
    )  # fmt: skip
    assert owed(city.one) == [(date(2021, 7, 3), ON)]


def test_a_draft_and_what_was_called_off_owe_nothing(city):
    made = event(city, opened=False)
    assert owed(city.one) == []
    made = actions.open_event(actor=city.secretary, at=NOW, event=made, version=1)
    assert owed(city.one) == [(date(2021, 7, 17), None)]
    made = actions.amend_event(
        actor=city.secretary, at=NOW, event=made, version=2,
        planned=planned(on=date(2021, 7, 20)),
    )  # fmt: skip
    assert owed(city.one) == [(date(2021, 7, 27), None)]
    actions.cancel_event(actor=city.secretary, at=NOW, event=made, version=3, because="下雨")
    assert owed(city.one) == []
