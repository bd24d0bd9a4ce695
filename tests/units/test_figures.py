import random
from datetime import date, timedelta

import pytest
from django.db.models import prefetch_related_objects

from tests.units.build import agency, officer, unit, viewer
from xianfeng.kernel import figures
from xianfeng.units.enums import BRANCH_KINDS, Role, Sector, UnitKind
from xianfeng.units.figures import FIGURES
from xianfeng.units.models import Term, Unit

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)


def value(viewer, figure_id, path="", first=FIRST, last=LAST):
    return figures.compute(viewer, figures.get(figure_id), first, last, path).value


def random_city(seed):
    """Make a tree of 25 units with random kinds, agencies, lives and terms."""
    rng = random.Random(seed)
    day = lambda: date(2018, 1, 1) + timedelta(days=rng.randrange(1700))  # noqa: E731
    agencies = [agency(f"单位{n}", rng.choice(Sector.values)) for n in range(5)]
    units = [unit("ROOT", kind=UnitKind.WORKING_COMMITTEE)]
    for n in range(25):
        established = day()
        gone = established + timedelta(days=rng.randrange(1, 900)) if rng.random() < 0.3 else None
        made = unit(
            f"U{n}",
            rng.choice(units),
            rng.choice(UnitKind.values),
            agency=rng.choice([None, *agencies]),
            established_on=established,
            abolished_on=gone,
        )
        units.append(made)
        for start in sorted({day() for _ in range(rng.randrange(3))}):
            until = start + timedelta(days=rng.choice((200, 365, 1095)))
            Term.objects.create(unit=made, from_on=start, until_on=until, years=3)
    return units


def oracle(figure_id, units, path, last):
    """Compute a figure in plain Python, the long way."""
    part = [u for u in units if u.path.startswith(path)]
    party = [u for u in part if u.kind != UnitKind.GROUP]
    alive = [
        u
        for u in party
        if u.established_on <= last and (u.abolished_on is None or u.abolished_on > last)
    ]
    new = [u for u in part if FIRST <= u.established_on <= last]

    def overdue(u):
        terms = sorted(u.terms.all(), key=lambda t: t.from_on)
        begun = [t for t in terms if t.from_on <= last]
        gone = u.abolished_on is not None and u.abolished_on <= last
        return bool(begun) and begun[-1].until_on <= last and not gone

    return {
        "org.units": len(alive),
        "org.agencies": len({u.agency_id for u in alive} - {None}),
        "org.agencies_with_committee": len(
            {u.agency_id for u in alive if u.kind == UnitKind.COMMITTEE} - {None}
        ),
        "org.established.committee": sum(u.kind == UnitKind.COMMITTEE for u in new),
        "org.established.branch": sum(u.kind in BRANCH_KINDS for u in new),
        "org.terms_overdue": sum(overdue(u) for u in part),
    }[figure_id]


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_equals_the_long_way_at_every_node(seed):
    units = random_city(seed)
    looking = officer(units[0])
    prefetch_related_objects(units, "terms")
    for figure in FIGURES:
        for node in units[::4]:
            for last in (date(2021, 3, 31), LAST):
                got = value(looking, figure.id, node.path, last=last)
                assert got == oracle(figure.id, units, node.path, last), (figure.id, node.code)


@pytest.mark.parametrize("seed", range(3))
def test_every_list_counts_to_its_figure_and_units_sum_to_the_total(seed):
    units = random_city(seed)
    looking = officer(units[0])
    for figure in FIGURES:
        listed = list(figures.rows(looking, figure, FIRST, LAST))
        total = value(looking, figure.id)
        if figure.take is figures.Take.DISTINCT:
            assert len({row.agency_id for row in listed}) == total
        else:
            assert len(listed) == total
            owned = [
                sum(getattr(row, "unit_id", row.pk) == node.pk for row in listed) for node in units
            ]
            assert sum(owned) == total
        for dimension in figure.by:
            assert sum(n for _, n in figures.split(looking, figure, dimension, FIRST, LAST)) >= (
                total
            )


def test_agencies_split_by_sector_add_up():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE, agency=agency("工委", Sector.PARTY))
    unit("A", root, agency=agency("甲局"))
    unit("B", root, agency=agency("甲局"))
    unit("C", root, agency=agency("乙校", Sector.INSTITUTION))
    unit("D", root)
    figure = figures.get("org.agencies")
    assert figures.split(officer(root), figure, "sector", FIRST, LAST) == [
        ("administration", 1),
        ("institution", 1),
        ("party", 1),
    ]
    assert value(officer(root), "org.agencies") == 3


def test_a_term_is_overdue_from_its_end_until_the_next_begins():
    root = unit("R")
    Term.objects.create(unit=root, from_on=date(2018, 3, 1), until_on=date(2021, 3, 1), years=3)
    Term.objects.create(unit=root, from_on=date(2021, 5, 1), until_on=date(2024, 5, 1), years=3)
    days = [date(2021, 2, 28), date(2021, 3, 1), date(2021, 4, 30), date(2021, 5, 1)]
    assert [value(officer(root), "org.terms_overdue", last=d) for d in days] == [0, 1, 1, 0]


def test_a_viewer_counts_their_own_part_only():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    mine, sibling = unit("A", root), unit("B", root)
    unit("B1", sibling)
    assert value(viewer((Role.SECRETARY, mine)), "org.units") == 1
    assert value(viewer(), "org.units") == 0
    assert Unit.objects.count() == 4
