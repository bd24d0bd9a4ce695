"""participation.report: owed by branches each year, met by the signature."""

from datetime import date

from tests.duties.build import derive
from tests.participation.build import at, said, signed
from xianfeng.duties import rulebook
from xianfeng.duties.models import Duty
from xianfeng.participation import actions

DUE = date(2027, 1, 31)


def duty(rule, unit, period):
    """Return (due, need, done, met_on) of the duty of a year, which is due in the next."""
    derive(rule, int(period) + 1)
    found = Duty.objects.filter(rule=rule.id, unit=unit, period=period)
    return found.values_list("due_on", "need", "done", "met_on").first()


def test_it_is_a_local_choice_that_blocks_nothing():
    rule = rulebook.get("participation.report")
    found = (rule.level, rule.article, rule.blocks, rule.page, rule.shape)
    assert found == ("local", "", False, "participation:unit", "periodic")


def test_participation_report_is_met_by_the_signature_also_of_the_next_year(city):
    rule = rulebook.get("participation.report")
    assert duty(rule, city.one, "2026") == (DUE, 1, 0, None)
    assert duty(rule, city.office, "2026") is None
    assert duty(rule, city.one, "2025") is None
    said(city, year=2026, when=at(2027, 1, 5))
    report = signed(city, year=2026, when=at(2027, 1, 6))
    assert duty(rule, city.one, "2026") == (DUE, 1, 1, date(2027, 1, 6))
    assert duty(rule, city.two, "2026") == (DUE, 1, 0, None)
    actions.reopen_report(actor=city.secretary, at=at(2027, 1, 7), row=report, version=1)
    assert duty(rule, city.one, "2026") == (DUE, 1, 0, None)


def test_a_signature_within_the_year_counts_for_that_year_alone(city):
    rule = rulebook.get("participation.report")
    said(city, year=2026, when=at(2026, 12, 5))
    signed(city, year=2026, when=at(2026, 12, 20))
    assert duty(rule, city.one, "2026") == (DUE, 1, 1, date(2026, 12, 20))
    assert duty(rule, city.one, "2027") == (date(2028, 1, 31), 1, 0, None)
