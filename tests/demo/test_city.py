"""The demonstration city: as large as asked, the same for a seed, free of contradictions."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.db.models import Count, F

from xianfeng.accounts.models import User
from xianfeng.demo.actions import Made, fill
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, Grant, Viewer, operator
from xianfeng.ledgers.identity import identity
from xianfeng.life.models import Absence, Meeting, MeetingMark
from xianfeng.members.models import Member, Membership, Post
from xianfeng.plans.models import Task
from xianfeng.units.models import Place, PlaceRole, Term, Unit, UnitRole

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
OPERATOR = operator("命令行")


def made(seed=7, members=240, agencies=12, year=2026, actor=OPERATOR):
    return fill(
        actor=actor,
        at=datetime(2026, 11, 21, 1, tzinfo=UTC),
        agencies=agencies,
        members=members,
        seed=seed,
        year=year,
        today=TODAY,
    )


def fingerprint():
    """Everything that a seed decides, without keys and seals."""
    return {
        "units": list(Unit.objects.values_list("code", "name", "kind", "path", "established_on")),
        "terms": list(Term.objects.order_by("unit__path").values_list("from_on", "years")),
        "places": sorted(Place.objects.values_list("level", "name", "parent__name")),
        "members": sorted(
            (m.name, m.id_number, m.phone, m.born_on, m.joined_on, m.dues_base)
            for m in Member.objects.all()
        ),
        "meetings": sorted(
            Meeting.objects.values_list("unit__code", "kind", "held_on", "expected", "present")
        ),
        "absences": sorted(
            Absence.objects.values_list("member__name", "meeting__held_on", "reason")
        ),
        "tasks": sorted(
            Task.objects.values_list("seq", "title", "lead__code", "due_on", "done_on")
        ),
    }


def once(seed):
    with transaction.atomic():
        made(seed)
        found = fingerprint()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_city_and_another_seed_another():
    first = once(7)
    assert once(7) == first
    assert once(8)["members"] != first["members"]


def test_it_is_as_large_as_asked_and_says_so():
    assert made() == Made(Unit.objects.count(), 240, Meeting.objects.count())
    assert Member.objects.count() == 240
    assert Membership.objects.values("member").distinct().count() == 240
    assert Unit.objects.filter(parent__code="YX").count() == 12
    assert Task.objects.filter(plan__kind="breakdown").count() == 115
    assert AuditEntry.objects.get().new["members"] == 240
    assert audit.verify() == []


@pytest.mark.parametrize(("members", "agencies"), [(3, 1), (36, 12), (500, 2), (1500, 3)])
def test_any_size(members, agencies):
    assert made(members=members, agencies=agencies).members == Member.objects.count() == members
    assert Unit.objects.filter(parent__code="YX").count() == agencies


def test_people_are_invented_and_their_numbers_check():
    made()
    for member in Member.objects.all():
        found, code = identity(member.id_number)
        assert (code, member.id_number[:6], member.phone[:3]) == (None, "710000", "199")
        assert (found.born_on, found.sex) == (member.born_on, member.get_sex_display())
        eighteen = date(member.born_on.year + 18, member.born_on.month, min(member.born_on.day, 28))
        assert member.joined_on >= eighteen
        assert member.joined_on <= TODAY


def test_spells_begin_when_both_the_member_and_the_branch_were_there():
    made()
    assert not Membership.objects.filter(from_on__lt=F("member__joined_on")).exists()
    assert not Membership.objects.filter(from_on__lt=F("unit__established_on")).exists()
    assert not Post.objects.filter(member__confirmed_on=None).exists()


def test_meetings_cover_twelve_months_back_and_nothing_in_the_future():
    made()
    held = Meeting.objects.filter(state="confirmed")
    days = held.order_by("held_on").values_list("held_on", flat=True)
    assert date(2025, 10, 1) <= days.first() <= date(2025, 10, 20)
    assert date(2026, 11, 1) <= days.last() <= TODAY
    assert not Meeting.objects.filter(present__gt=F("expected")).exists()
    lectures = MeetingMark.objects.filter(kind="lecture").values_list("meeting__kind", flat=True)
    assert set(lectures) == {"theme_day"}
    assert Meeting.objects.exclude(made_up="").exists()


def test_absences_and_numbers_agree():
    made()
    of_branches = Meeting.objects.exclude(unit__kind="committee")
    counted = of_branches.filter(state="confirmed").annotate(
        away=Count("absences", distinct=True),
    )
    for meeting in counted:
        exempt = meeting.absences.filter(reason="exempt").count()
        assert meeting.expected - meeting.present == meeting.away - exempt


def test_example_people_have_no_password_and_one_role():
    made()
    for user in User.objects.all():
        assert user.has_usable_password() is False
        roles = [table.objects.filter(user=user).count() for table in (UnitRole, PlaceRole)]
        assert [bool(user.office), *roles].count(0) == 2
    assert Member.objects.exclude(user=None).count() == 2


def test_it_fills_an_empty_database_only():
    made()
    with pytest.raises(Refused) as refused:
        made()
    assert refused.value.message.startswith("数据库里已有党组织")
    assert Member.objects.count() == 240


def test_nobody_but_the_operator_fills():
    with pytest.raises(Denied):
        made(actor=Viewer(1, "工委干部", (Grant("committee_officer", "00001"),)))
    assert Unit.objects.count() == 0
