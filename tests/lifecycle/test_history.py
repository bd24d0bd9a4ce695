"""Random histories of changes: nobody is lost, and figures of days gone by never change."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lifecycle.build import TODAY, City, moment
from tests.members.build import member, post
from xianfeng.kernel import facts, figures
from xianfeng.kernel.actions import Refused
from xianfeng.life.models import Meeting, MeetingMark
from xianfeng.lifecycle.models import UnitChange
from xianfeng.members.models import Membership
from xianfeng.units import rules
from xianfeng.units.models import Unit, UnitState

pytestmark = pytest.mark.django_db
MOMENT = moment(TODAY)

CODES = ["R", "A", "A1", "A2", "G", "B", "B1", "N1", "N2", "N3"]
code = st.sampled_from(CODES)
change = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(UnitChange.kind.field.choices).map(lambda one: one[0]),
        "code": code,
        "target": code,
        "after": st.integers(1, 12),
        "unit_kind": st.sampled_from(["branch", "joint_branch", "committee", "general_branch"]),
        "members": st.integers(0, 3),
    }
)


def furnished():
    """Return a city with facts on several days before any change."""
    city = City()
    post(city.wang, city.a, "full_time_deputy", since=date(2021, 2, 1))
    post(city.zhao, city.b, "full_time_deputy", since=date(2021, 3, 1))
    member("新一", city.a2, joined_on=date(2021, 5, 1), confirmed_on=None)
    for number, unit in enumerate((city.a1, city.a2, city.b1, city.group)):
        held(unit, date(2021, 6, 1) + timedelta(days=number))
    city.figures = registered()
    return city


def held(unit, day):
    made = Meeting.objects.create(
        unit=unit,
        kind="theme_day",
        held_on=day,
        state="confirmed",
        expected=2,
        present=1,
        recorded_at=MOMENT,
        confirmed_at=MOMENT,
    )
    MeetingMark.objects.create(meeting=made, kind="theme_day")


def said(one):
    """Return what a random change says, of what its kind asks."""
    fresh = f"N{Unit.objects.filter(code__startswith='N').count() + 1}"
    named = {"name": f"新名{one['after']}{one['kind']}"}
    return {
        "establish": {"code": fresh, "unit_kind": one["unit_kind"], **named},
        "rename": named,
        "upgrade": {"unit_kind": one["unit_kind"]},
        "split": {"code": fresh, "unit_kind": "branch", **named},
        "merge": {"target": one["target"]},
        "move": {"target": one["target"]},
        "transfer": {"target": one["target"]},
        "abolish": {"target": one["target"]},
    }[one["kind"]]


def changed(city, one, day):
    """Do a change on a day; what cannot be is refused, and nothing happens."""
    if not Unit.objects.filter(code=one["code"]).exists():
        return
    if not Unit.objects.filter(code=one["target"]).exists():
        return
    words = said(one)
    chosen = []
    if one["kind"] == "split":
        spells = Membership.objects.filter(unit__code=one["code"], until_on=None)
        chosen = [spell.member for spell in spells[: one["members"]]]
    if one["kind"] == "establish":
        words["target"] = one["code"]
    try:
        city.do(one["kind"], one["code"], day=day, today=day, members=chosen, **words)
    except Refused:
        return


def registered():
    """Return the figures that have something to count here; duties have tests of their own."""
    kinds = {figure.fact: facts.get(figure.fact) for figure in figures.every()}
    filled = {
        name
        for name, kind in kinds.items()
        if kind.prepare is None and (name == "lifecycle.change" or kind.rows().exists())
    }
    return [one for one in figures.every() if not one.over and one.fact in filled]


def values(city, day, path):
    """Return every figure for a day: what happened on it, and what stood on it."""
    found = figures.compute_all(city.officer, city.figures, day, day, path)
    return {one.id: one.value for one in found}


def everywhere(city, day):
    """Return every figure of every unit on a day, by the unit's code."""
    return {one.code: values(city, day, one.path) for one in Unit.objects.all()}


def check_spells():
    """Spells of one person, and stretches of one unit, follow each other without overlap or gap."""
    for model, owner in ((Membership, "member_id"), (UnitState, "unit_id")):
        before = {}
        for row in model.objects.order_by(owner, "from_on"):
            key = getattr(row, owner)
            if key in before:
                assert before[key] == row.from_on, row
            before[key] = row.until_on


@contextmanager
def rolled_back():
    """Let one example leave nothing for the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(change, min_size=1, max_size=4))
def test_nobody_is_lost_and_the_past_stays(history):
    with rolled_back():
        city = furnished()
        members = Membership.objects.filter(until_on=None).count()
        day, known = TODAY, {}
        for gone in (date(2021, 3, 1), date(2021, 6, 2)):
            known[gone] = everywhere(city, gone)
        for one in history:
            day += timedelta(days=one["after"])
            known[day - timedelta(days=1)] = everywhere(city, day - timedelta(days=1))
            changed(city, one, day)
            assert Membership.objects.filter(until_on=None).count() == members
        check_spells()
        for gone, told in known.items():
            now = everywhere(city, gone)
            assert {name: now[name] for name in told} == told
        for each in (date(2021, 6, 2), day - timedelta(days=1), day):
            assert values(city, each, city.root.path)["org.members"] == members
            check_sums(city, each)


def check_sums(city, day):
    """What units have of their own makes up what they and all that stood below them have."""
    states = UnitState.objects.filter(from_on__lte=day).exclude(until_on__lte=day)
    stood = dict(states.values_list("unit", "path"))
    whole = values(city, day, city.root.path)
    parts = {path: values(city, day, at_path) for path, at_path in now_at(stood).items()}
    for figure in city.figures:
        if not figure.adds or not whole[figure.id]:
            continue
        pairs = figures.split(city.officer, figure, "unit", day, day, city.root.path)
        own = rules.climbed({stood[unit]: number for unit, number in pairs})
        assert {path: part[figure.id] for path, part in parts.items()} == {
            path: own[path] for path in parts
        }, figure.id


def now_at(stood):
    """Return where each unit stood -> where it stands today."""
    today = dict(Unit.objects.values_list("pk", "path"))
    return {path: today[unit] for unit, path in stood.items()}
