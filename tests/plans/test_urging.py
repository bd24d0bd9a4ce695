"""Urging: one digest a day for each unit, seen by it and those above, read by it alone."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.plans.build import plan, task
from tests.units.build import DAY, NOW, officer, unit, viewer
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, Viewer, operator
from xianfeng.plans import actions, queries
from xianfeng.plans.models import Digest, Urge
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
NEXT = datetime(2021, 7, 1, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    middle = unit("M", root, kind=UnitKind.COMMITTEE)
    first, second = unit("A", middle), unit("B", root)
    own = plan(root)
    rows = [
        task(own, first, 1, date(2021, 5, 1)),
        task(own, first, 2, date(2021, 7, 20)),
        task(own, second, 3, date(2021, 5, 1)),
        task(own, first, 4, date(2021, 12, 1)),
        task(own, first, 5, date(2021, 5, 1), date(2021, 5, 1)),
    ]
    return root, middle, first, second, rows


def urge(actor, *rows, at=NOW):
    return actions.urge_tasks(actor=actor, at=at, tasks=rows)


def test_what_is_urged_on_a_day_is_one_digest_a_unit(city):
    root, middle, first, second, rows = city
    assert urge(officer(root), *rows[:3]) == 3
    assert urge(viewer((Role.OFFICE, middle)), rows[0]) == 0
    found = Digest.objects.order_by("unit__path").values_list("unit", "on", "issuer")
    assert list(found) == [(first.pk, DAY, root.pk), (second.pk, DAY, root.pk)]
    assert Urge.objects.count() == 3
    assert urge(officer(root), rows[0], at=NEXT) == 1
    assert Digest.objects.filter(unit=first).count() == 2


def test_each_line_says_who_urged_it(city):
    root, middle, first, _second, rows = city
    urge(viewer((Role.SECRETARY, middle)), rows[0])
    urge(officer(root), rows[1])
    (digest,) = queries.digests(officer(root))
    told = queries.urged(viewer((Role.LEADER, first)), digest)
    assert [(each.task, each.issuer) for each in told] == [(rows[0], middle), (rows[1], root)]
    assert digest.issuer == middle
    assert [each.issuer for each in queries.urges_of(officer(root), rows[1])] == [root]


@pytest.mark.parametrize("number", [3, 4])
def test_what_is_far_off_or_done_is_not_urged(city, number):
    root, *_, rows = city
    with pytest.raises(Refused, match="不用催办"):
        urge(officer(root), rows[0], rows[number])
    assert not Digest.objects.exists()
    with pytest.raises(Refused, match="先勾选"):
        urge(officer(root))


def test_only_who_stands_above_urges(city):
    _root, middle, first, second, rows = city
    for actor in (
        viewer((Role.SECRETARY, first)),
        viewer((Role.OFFICE, second)),
        viewer((Role.LEADER, middle)),
        Viewer(None, ""),
    ):
        with pytest.raises(Denied):
            urge(actor, rows[0])
    with pytest.raises(Denied):
        urge(viewer((Role.OFFICE, middle)), rows[0], rows[2])
    assert not Digest.objects.exists()
    assert urge(operator("命令行"), rows[0]) == 1


def test_read_by_the_unit_itself_and_unread_again_when_more_comes(city):
    root, _middle, first, _second, rows = city
    urge(officer(root), rows[0])
    digest = Digest.objects.get()
    about = {"at": NOW, "digest": digest, "version": 1}
    own = viewer((Role.LEADER, first))
    for actor in (officer(root), viewer((Role.MEMBER, first))):
        with pytest.raises(Denied):
            actions.read_digest(actor=actor, **about)
    assert [(each.pk, each.tasks) for each in queries.unread(own)] == [(digest.pk, 1)]
    assert list(queries.unread(officer(root))) == []
    actions.read_digest(actor=own, **about)
    assert list(queries.unread(own)) == []
    with pytest.raises(Refused):
        actions.read_digest(actor=own, **about | {"version": 2})
    urge(officer(root), rows[0], rows[1])
    digest.refresh_from_db()
    assert (digest.read_on, digest.version) == (None, 3)
    with pytest.raises(Conflict):
        actions.read_digest(actor=own, **about | {"version": 2})


def test_seen_by_the_unit_and_those_above(city):
    root, middle, first, second, rows = city
    urge(officer(root), *rows[:3])
    seen = {
        name: [digest.unit.code for digest in queries.digests(who)]
        for name, who in {
            "root": officer(root),
            "middle": viewer((Role.LEADER, middle)),
            "first": viewer((Role.SECRETARY, first)),
            "second": viewer((Role.SECRETARY, second)),
            "member": viewer((Role.MEMBER, first)),
            "nobody": Viewer(None, ""),
        }.items()
    }
    assert seen == {
        "root": ["A", "B"],
        "middle": ["A"],
        "first": ["A"],
        "second": ["B"],
        "member": [],
        "nobody": [],
    }


def test_counted_by_unit_and_month(city):
    root, _middle, first, second, rows = city
    urge(officer(root), *rows[:3])
    urge(officer(root), rows[0], at=NEXT)
    span = (date(2021, 6, 1), date(2021, 7, 31))
    june, july = date(2021, 6, 1), date(2021, 7, 1)
    assert queries.digests_by_month(officer(root), *span) == [
        (first.pk, june, 1),
        (first.pk, july, 1),
        (second.pk, june, 1),
    ]
    assert queries.digests_by_month(officer(root), june, DAY) == [
        (first.pk, june, 1),
        (second.pk, june, 1),
    ]
    assert queries.digests_by_month(viewer((Role.OFFICE, second)), *span) == [(second.pk, june, 1)]
    figure = figures.get("task.digests")
    assert figures.compute(officer(root), figure, *span, "").value == 3


def test_one_audit_row_says_what_was_urged(city):
    root, *_, rows = city
    urge(officer(root), *rows[:3])
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.target, entry.unit_id, entry.new) == (
        "plans.urge_tasks",
        "plans.digest:2021-06-30",
        root.pk,
        {"tasks": [row.pk for row in rows[:3]]},
    )
