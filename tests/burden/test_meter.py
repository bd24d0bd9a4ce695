"""The meter: who typed counts, superiors' notices count, nothing of a person is kept."""

from datetime import date

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from tests.burden.build import DESKS, answered, at, drafted, issued, listed, step
from tests.units.build import NOW, unit
from xianfeng.burden import figures, metering, queries
from xianfeng.burden import models as meter
from xianfeng.burden.tasks import read_on
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel import figures as kernel_figures
from xianfeng.kernel.models import AuditEntry, AuditHead
from xianfeng.kernel.viewer import operator
from xianfeng.units.models import Unit

JUNE, MAY, APRIL = date(2021, 6, 1), date(2021, 5, 1), date(2021, 4, 1)
FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)


def month(viewer, when=JUNE):
    """Return {unit's code: (fields, minutes, notices)} of a month."""
    rows = queries.of_units(viewer, when)
    return {row.unit.code: (row.fields, row.minutes, row.notices) for row in rows}


def test_what_a_unit_typed_is_its_own(city):
    listed(city.secretary, city.one)
    listed(city.secretary, city.one, name="另一个群")
    listed(city.second, city.two)
    assert month(city.officer) == {
        "R": (0, 0, 0), "C": (0, 0, 0), "B1": (10, 3, 0), "B2": (5, 2, 0), "D": (0, 0, 0),
        "E1": (0, 0, 0),
    }  # fmt: skip


def test_what_a_superior_types_for_a_unit_is_the_superiors(city):
    listed(city.clerk, city.one)
    assert month(city.clerk) == {"C": (5, 2, 0), "B1": (0, 0, 0), "B2": (0, 0, 0)}


def test_what_the_command_line_and_members_do_is_nobodys(city):
    listed(operator("命令行"), city.one)
    listed(city.secretary, city.one, name="书记所建")
    kept = city.users["member"]
    AuditEntry.objects.create(
        seq=10**9, at=NOW, actor_id=kept.pk, verb="burden.list_group", unit_id=city.one.pk
    )
    AuditHead.objects.update(seq=10**9)
    assert month(city.clerk) == {"C": (0, 0, 0), "B1": (5, 2, 0), "B2": (0, 0, 0)}


def test_designing_a_task_counts_for_who_asks(city):
    drafted(city, DESKS)
    assert month(city.clerk)["C"] == (4 + 2, 2, 0)
    verbs = {row.verb for row in meter.Typed.objects.all()}
    assert verbs == {"burden.create_collection", "burden.add_item"}


def test_an_answer_counts_the_fields_it_had(city):
    task = issued(city)
    answered(task, city.one, city.secretary, "9人", "120")
    answered(task, city.two, city.second, ("9人", "应为 8 人"), "120")
    seen = month(city.officer)
    assert (seen["B1"], seen["B2"]) == ((1, 1, 1), (2, 2, 1))


def test_each_entry_is_read_once_and_later_ones_are_added(city):
    listed(city.secretary, city.one)
    assert month(city.clerk)["B1"] == (5, 2, 0)
    assert month(city.clerk)["B1"] == (5, 2, 0)
    listed(city.secretary, city.one, name="另一个群")
    assert month(city.clerk)["B1"] == (10, 3, 0)
    before = list(meter.BurdenMonth.objects.order_by("unit_id", "month").values_list()[:])
    for model in (meter.Typed, meter.Sent, meter.BurdenMonth, meter.MonthDerived, meter.MeterHead):
        model.objects.all().delete()
    metering.ensure(FIRST, LAST)
    again = meter.BurdenMonth.objects.order_by("unit_id", "month").values_list()
    assert [row[1:] for row in again] == [row[1:] for row in before]


def test_a_month_is_that_of_the_office_not_of_greenwich(city):
    listed(city.secretary, city.one, when=at(date(2021, 5, 31)).replace(hour=23, minute=59))
    listed(city.secretary, city.one, name="次日", when=at(JUNE).replace(hour=0, minute=0))
    assert month(city.clerk, MAY)["B1"] == (5, 2, 0)
    assert month(city.clerk, JUNE)["B1"] == (5, 2, 0)


def test_months_between_the_first_and_the_last_entry_stand_and_no_others(city):
    listed(city.secretary, city.one, when=at(date(2021, 4, 20)))
    listed(city.second, city.two, when=at(date(2021, 6, 20)))
    assert queries.months(city.clerk, date(2021, 12, 31)) == [JUNE, MAY, APRIL]
    assert queries.months(city.clerk, date(2021, 5, 3)) == [MAY, APRIL]
    assert queries.months(city.member, date(2021, 12, 31)) == []
    assert month(city.clerk, MAY) == {"C": (0, 0, 0), "B1": (0, 0, 0), "B2": (0, 0, 0)}
    assert month(city.clerk, date(2021, 3, 1)) == {}


def test_a_unit_counts_from_when_it_was_in_being(city):
    listed(city.secretary, city.one, when=at(date(2021, 4, 20)))
    new = unit("B3", city.office, established_on=date(2021, 4, 10))
    Unit.objects.filter(pk=city.two.pk).update(abolished_on=date(2021, 4, 1))
    kernel_facts.recorded(kernel_facts.get("units.unit"), unit_ids=[new.pk])
    metering.ensure(APRIL, date(2021, 4, 30))
    whole = dict(meter.BurdenMonth.objects.values_list("unit__code", "whole"))
    assert whole == {"R": True, "C": True, "D": True, "E1": True, "B1": True, "B3": False}


def test_notices_are_from_above_and_named(city):
    issued(city)
    assert month(city.officer)["B1"] == (0, 0, 1)
    assert month(city.officer)["E1"] == (0, 0, 0)
    told = queries.received(city.clerk, city.one, JUNE)
    assert [(each.superior, each.kind, each.times) for each in told] == [
        ("甲局机关党委", "收到的数据征集", 1)
    ]
    assert queries.received(city.rival, city.one, JUNE) == []
    assert queries.superiors(city.clerk, [city.one.pk, city.far.pk], JUNE) == {
        city.one.pk: ["甲局机关党委 1 件"]
    }


def test_a_published_notice_reaches_all_below_and_not_its_own_unit(city):
    from xianfeng.voice import facts
    from xianfeng.voice.models import Notice

    listed(city.secretary, city.one)
    about = {"unit": city.office, "title": "通知", "from_on": date(2021, 6, 3), "written_at": NOW}
    Notice.objects.create(**about)
    Notice.objects.create(**about | {"below": False})
    kernel_facts.recorded(facts.NOTICE, unit_ids=[city.office.pk], days=[date(2021, 6, 3)])
    notices = {code: row[2] for code, row in month(city.officer).items()}
    assert notices == {"R": 0, "C": 0, "B1": 1, "B2": 1, "D": 0, "E1": 0}


def test_an_order_from_above_is_a_notice(city):
    from xianfeng.rectification.models import Order

    listed(city.secretary, city.one)
    Order.objects.create(
        issuer=city.root, unit=city.one, title="交办", year=2021, seq=1, state="issued",
        due_on=date(2021, 7, 9), issued_on=date(2021, 6, 9),
    )  # fmt: skip
    assert month(city.officer)["B1"] == (5, 2, 1)


def median(viewer, first=FIRST, last=LAST):
    figure = kernel_figures.get("burden.minutes")
    return kernel_figures.compute(viewer, figure, first, last).value


def test_the_median_counts_a_branch_that_typed_nothing(city):
    for number in range(3):
        listed(city.secretary, city.one, name=f"群{number}")
    listed(city.second, city.two)
    # Branches: first 4 minutes, second 2, the far one none; offices are no branches.
    assert month(city.officer)["B1"] == (15, 4, 0)
    assert median(city.officer) == 2
    assert median(city.clerk) == 3
    assert median(city.rival) == 0
    rows = kernel_figures.rows(city.officer, kernel_figures.get("burden.minutes"), FIRST, LAST)
    assert sorted(rows.values_list("unit__code", "minutes")) == [("B1", 4), ("B2", 2), ("E1", 0)]


def test_before_the_system_was_used_nothing_is_known(city):
    assert median(city.officer) is None
    listed(city.secretary, city.one)
    assert median(city.officer, FIRST, date(2021, 5, 31)) is None
    # A month counts once it is over within what is asked.
    assert median(city.officer, FIRST, date(2021, 6, 29)) is None
    assert median(city.officer, FIRST, date(2021, 6, 30)) == 0


def test_the_other_figures(city):
    task = issued(city)
    answered(task, city.one, city.secretary, "9人", "120")
    group = listed(city.secretary, city.one)
    step("close_group", city.secretary, group)
    listed(city.second, city.two)
    found = kernel_figures.compute_all(city.officer, figures.EVERY, FIRST, date(2021, 6, 30))
    assert {value.id: value.value for value in found} == {
        "burden.minutes": 2,
        "burden.fields": 20,
        "burden.notices": 2,
        "burden.tasks": 2,
        "burden.groups": 1,
        "burden.groups_closed": 1,
    }


def test_nothing_of_a_person_an_hour_or_a_device_is_kept():
    for model in (meter.Typed, meter.Sent, meter.BurdenMonth, meter.MonthDerived, meter.MeterHead):
        for field in model._meta.get_fields():
            assert field.related_model in {None, Unit}, (model, field.name)
            assert not isinstance(field, models.DateTimeField | models.TimeField), field.name
    kind = kernel_facts.get("burden.month")
    looked = {*kind.dims.values(), kind.unit, kind.on, kind.amount, kind.minutes, kind.subject}
    assert not any(
        word in look for look in looked for word in ("user", "actor", "member", "person")
    )
    for figure in figures.EVERY:
        dims = kernel_facts.get(figure.fact).dims
        assert not {*dims} & {"user", "actor", "member", "person", "name"}, figure.id


@pytest.mark.parametrize("units", [1, 3])
def test_a_fresh_month_costs_few_queries_however_many_units(city, units):
    for number in range(units):
        listed(city.secretary, unit(f"X{number}", city.one), name="群")
    month(city.clerk)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        month(city.clerk)
    assert len(seen) == 5


def test_the_daily_round_reads_on_before_anybody_asks(city):
    listed(city.secretary, city.one)
    read_on(date(2021, 6, 30))
    assert meter.BurdenMonth.objects.get(unit=city.one).fields == 5
