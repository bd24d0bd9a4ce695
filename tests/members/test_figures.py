import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import prefetch_related_objects

from tests.members.build import member, post
from tests.units.build import agency, officer, unit, viewer
from xianfeng.kernel import figures
from xianfeng.members.figures import FIGURES
from xianfeng.members.models import Membership, StandingChange, Transfer
from xianfeng.units.actions import states
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)
MOVES = ("members.transferred_out", "members.transferred_in", "members.departed")


def value(viewer, figure_id, path="", first=FIRST, last=LAST):
    return figures.compute(viewer, figures.get(figure_id), first, last, path).value


def covers(spell, day):
    return spell.from_on <= day and (spell.until_on is None or spell.until_on > day)


def random_history(seed):
    """Make ten units and forty members who join, are confirmed, move and leave at random."""
    rng = random.Random(seed)
    day = lambda: date(2019, 1, 1) + timedelta(days=rng.randrange(1500))  # noqa: E731
    units = [unit("ROOT", kind=UnitKind.WORKING_COMMITTEE, agency=agency("单位0"))]
    for n in range(9):
        kind = rng.choice((UnitKind.COMMITTEE, UnitKind.BRANCH))
        units.append(unit(f"U{n}", rng.choice(units), kind, agency=agency(f"单位{n % 4}")))
    people = []
    for n in range(40):
        joined = day()
        confirmed = joined + timedelta(days=365) if rng.random() < 0.7 else None
        left = day() if rng.random() < 0.2 else None
        left = left if left and left > joined else None
        one = member(f"党员{n}", joined_on=joined, confirmed_on=confirmed, left_on=left)
        starts = sorted({joined + timedelta(days=rng.randrange(900)) for _ in range(3)})
        starts = [start for start in starts if left is None or start < left]
        for start, following in zip(starts, [*starts, left][1:], strict=False):
            until = following
            if following and (following - start).days > 3 and rng.random() < 0.5:
                until = start + timedelta(days=rng.randrange(1, (following - start).days))
            Membership.objects.create(
                member=one, unit=rng.choice(units), from_on=start, until_on=until
            )
        people.append(one)
        if rng.random() < 0.5:
            start = day()
            post(
                one,
                rng.choice(units),
                rng.choice(("full_time_deputy", "deputy_secretary", "secretary")),
                start,
                rng.choice((None, start + timedelta(days=300))),
                full_time=rng.random() < 0.5,
            )
    return units, people


def oracle(figure_id, units, people, path, last):
    """Compute a figure in plain Python, the long way."""
    inside = {u.pk for u in units if u.path.startswith(path)}
    spells = [s for p in people for s in p.memberships.all()]
    placed = [s for s in spells if s.unit_id in inside and covers(s, last)]
    registered = 0
    for person in people:
        begun = sorted(
            (s for s in person.memberships.all() if s.from_on <= last), key=lambda s: s.from_on
        )
        gone = person.left_on is not None and person.left_on <= last
        registered += bool(begun) and not gone and begun[-1].unit_id in inside

    def at(name):
        return sum(
            any(covers(s, getattr(p, name)) and s.unit_id in inside for s in p.memberships.all())
            for p in people
            if getattr(p, name) and FIRST <= getattr(p, name) <= last
        )

    deputies = [
        (held, held.unit.agency_id)
        for p in people
        for held in p.posts.all()
        if held.title == "full_time_deputy" or (held.title == "deputy_secretary" and held.full_time)
    ]
    first_of = {}
    for held, body in sorted(deputies, key=lambda pair: (pair[0].from_on, pair[0].pk)):
        first_of.setdefault(body, held)
    ours = [
        (held, body)
        for held, body in deputies
        if held.unit_id in inside and held.unit.kind == UnitKind.COMMITTEE
    ]
    coverage = Decimal(len(placed)) * 100 / registered if registered else None
    return {
        "org.members": len(placed),
        "members.registered": registered,
        **dict.fromkeys(MOVES, 0),  # nobody moves by letter here; see the literal city below
        "org.coverage": coverage and coverage.quantize(Decimal("0.1")),
        "dev.accepted": at("joined_on"),
        "dev.confirmed": at("confirmed_on"),
        "org.fulltime_deputies": len({body for held, body in ours if covers(held, last)}),
        "org.deputy_added": sum(
            first_of[body] is held and FIRST <= held.from_on <= last for held, body in ours
        ),
    }[figure_id]


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_equals_the_long_way_at_every_node(seed):
    units, people = random_history(seed)
    looking = officer(units[0])
    prefetch_related_objects(people, "memberships", "posts__unit")
    for figure in FIGURES:
        for node in units[::2]:
            for last in (date(2021, 3, 31), LAST):
                got = value(looking, figure.id, node.path, last=last)
                assert got == oracle(figure.id, units, people, node.path, last), figure.id


@pytest.mark.parametrize("seed", range(3))
def test_every_list_counts_to_its_figure_and_units_sum_to_the_total(seed):
    units, _ = random_history(seed)
    looking = officer(units[0])
    for figure in FIGURES:
        listed = list(figures.rows(looking, figure, FIRST, LAST))
        if figure.over:
            continue
        total = value(looking, figure.id)
        if figure.take is figures.Take.DISTINCT:
            assert len({row.unit.agency_id for row in listed}) == total
            continue
        assert len(listed) == total
        assert sum(sum(row.unit_id == node.pk for row in listed) for node in units) == total
        for dimension in figure.by:
            parts = figures.split(looking, figure, dimension, FIRST, LAST)
            assert sum(number for _, number in parts) == total


def test_joining_elsewhere_is_not_our_acceptance():
    root = unit("R")
    member("甲", root, date(2021, 3, 1), joined_on=date(2021, 3, 1), confirmed_on=None)
    member("乙", root, date(2021, 9, 1), joined_on=date(2021, 3, 1), confirmed_on=None)
    figure = figures.get("dev.accepted")
    listed = figures.rows(officer(root), figure, FIRST, LAST)
    assert [row.member.name for row in listed] == ["甲"]


def test_a_member_between_two_branches_is_registered_and_not_covered():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    branch = unit("A", root)
    member("甲", branch)
    member("乙", branch, until=date(2021, 4, 1))
    assert value(officer(root), "org.members") == 1
    assert value(officer(root), "members.registered") == 2
    assert value(officer(root), "org.coverage") == Decimal("50.0")


def test_coverage_of_nobody_has_no_value():
    assert value(officer(unit("R")), "org.coverage") is None


def test_a_sibling_branch_counts_nothing_of_ours():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    mine, sibling = unit("A", root), unit("B", root)
    member("张伟", mine)
    member("张伟", sibling)
    figure = figures.get("org.members")
    listed = figures.rows(viewer((Role.SECRETARY, mine)), figure, FIRST, LAST)
    assert [row.unit_id for row in listed] == [mine.pk]


def test_comings_and_goings_are_counted_on_the_day_they_were_settled():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    one, two = member("甲", a), member("乙", a)
    letter = {"way": "letter", "issued_on": date(2020, 12, 1), "runs_out_on": date(2021, 3, 1)}
    inside = {"kind": "inside", "from_unit": a, "to_unit": b} | letter
    Transfer.objects.create(member=one, **inside, state="received", closed_on=date(2021, 1, 5))
    Transfer.objects.create(member=two, **inside, state="withdrawn", closed_on=date(2021, 1, 5))
    Transfer.objects.create(member=two, **inside)
    StandingChange.objects.create(
        member=two, unit=a, kind="died", changed_on=date(2021, 2, 1), document="证明"
    )
    boss, early = officer(root), date(2021, 1, 31)
    assert [value(boss, name) for name in MOVES] == [1, 1, 1]
    assert [value(boss, name, a.path) for name in MOVES] == [1, 0, 1]
    assert [value(boss, name, b.path) for name in MOVES] == [0, 1, 0]
    assert [value(boss, name, last=early) for name in MOVES] == [1, 1, 0]


def test_a_first_deputy_stays_one_when_the_unit_moves_to_another_agency():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    one = unit("A", root, UnitKind.COMMITTEE, agency=agency("甲局"))
    other = unit("B", root, UnitKind.COMMITTEE, agency=agency("乙局"))
    post(member("早", other), other, "full_time_deputy", since=date(2019, 1, 1))
    post(member("晚", one), one, "full_time_deputy", since=date(2021, 3, 1))
    assert value(officer(root), "org.deputy_added") == 1
    one.agency = other.agency
    one.save()
    states.restate.__wrapped__({one.pk}, date(2022, 1, 1))
    assert value(officer(root), "org.deputy_added") == 1
