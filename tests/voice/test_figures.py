"""Figures over opinions, and the rule that an opinion is answered (voice.answer)."""

from datetime import date
from decimal import Decimal

import pytest

from tests.units.build import officer, unit, user
from tests.voice.build import consultation, notice, opinion
from xianfeng.duties.models import Duty
from xianfeng.kernel import clock, figures
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of
from xianfeng.voice import actions

pytestmark = pytest.mark.django_db
SPAN = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    opinion(
        a, received_on=date(2021, 4, 1), due_on=date(2021, 4, 16), answered_on=date(2021, 4, 16)
    )
    opinion(
        a, received_on=date(2021, 4, 1), due_on=date(2021, 4, 16), answered_on=date(2021, 4, 17)
    )
    opinion(b, received_on=date(2021, 4, 1), due_on=date(2021, 4, 16))
    notice(a)
    notice(a, withdrawn_on=date(2021, 4, 1), withdrawn_reason="错了")
    consultation(b)
    return root, a, b


def value(viewer, figure, path=""):
    return figures.compute(viewer, figures.get(figure), *SPAN, path).value


def test_the_share_answered_is_of_all_that_came_and_by_the_day_it_was_due(city):
    root, a, b = city
    looking = officer(root)
    assert value(looking, "voice.received") == 3
    assert value(looking, "voice.answered") == Decimal("33.3")
    assert value(looking, "voice.answered", a.path) == Decimal("50.0")
    assert value(looking, "voice.answered", b.path) == Decimal("0.0")
    assert value(looking, "voice.taken") == 2
    assert (value(looking, "voice.notices"), value(looking, "voice.consultations")) == (1, 1)


def test_nothing_received_has_no_rate(city):
    found = figures.get("voice.answered")
    assert (
        figures.compute(officer(city[0]), found, date(2020, 1, 1), date(2020, 12, 31)).value is None
    )


def test_an_opinion_is_a_duty_of_its_unit_until_it_is_answered(client, city):
    person = user("书记", (Role.SECRETARY, city[1]))
    secretary = viewer_of(person, clock.today())
    client.force_login(person)
    assert client.get("/duties/").status_code == 200
    made = actions.give_opinion(
        actor=secretary, at=clock.now(), unit=city[1], subject="work", text="少开会"
    )
    mine = Duty.objects.filter(rule="voice.answer", subject=made.pk)
    assert [(duty.due_on, duty.met_on) for duty in mine] == [(made.due_on, None)]
    said = {"outcome": "taken", "answer": "好"}
    actions.answer_opinion(actor=secretary, at=clock.now(), opinion=made, **said)
    assert [duty.met_on for duty in mine.all()] == [clock.today()]
