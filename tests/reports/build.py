"""A small literal city in which every registered figure has something to count.

A context's ``tests/<context>/house.py`` adds what its own figures count, in 2021-01 to 2021-06,
without changing what the others come to.
"""

from datetime import date, datetime

from django.utils import timezone

from tests.house.url_examples import HOUSES
from tests.members.build import member, post
from tests.plans.build import plan, task
from tests.units.build import agency, unit
from xianfeng.life.models import Meeting, MeetingMark
from xianfeng.members.enums import PostTitle
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Term

FIRST, LAST = date(2021, 1, 1), date(2021, 6, 30)


def meeting(at, kind, held_on, expected=None, present=None):
    made = Meeting.objects.create(
        unit=at,
        kind=kind,
        held_on=held_on,
        expected=expected,
        present=present,
        state="confirmed",
        recorded_at=datetime(2021, 1, 1, tzinfo=timezone.get_default_timezone()),
        confirmed_at=datetime(2021, 1, 1, tzinfo=timezone.get_default_timezone()),
    )
    MeetingMark.objects.create(meeting=made, kind=kind)
    return made


def city():
    """Return root, a committee with two branches, and a branch beside it."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直属机关工作委员会")
    committee = unit(
        "A", root, kind=UnitKind.COMMITTEE, agency=agency(), established_on=date(2021, 2, 1)
    )
    first = unit("A1", committee, agency=agency())
    second = unit("A2", committee, agency=agency(), established_on=date(2021, 3, 1))
    beside = unit("B", root, agency=agency("市图书馆"))
    Term.objects.create(unit=first, from_on="2018-05-01", until_on="2021-05-01", years=3)
    Term.objects.create(unit=beside, from_on="2017-05-01", until_on="2020-05-01", years=3)
    deputy = member("陈一", first, joined_on=date(2021, 4, 1), confirmed_on=None, sex="2")
    member("林二", first, confirmed_on=date(2021, 5, 1))
    member("王三", second, since=date(2021, 3, 1))
    member("赵四", beside, joined_on=date(2021, 4, 2), confirmed_on=None)
    gone = member("钱五", beside, until=date(2021, 2, 1))
    post(deputy, committee, PostTitle.FULL_TIME_DEPUTY, since=date(2021, 4, 1))
    post(gone, beside, PostTitle.SECRETARY)
    for month, kind in enumerate(
        ("general_meeting", "committee_meeting", "group_meeting", "lecture", "theme_day"), 1
    ):
        meeting(first, kind, date(2021, month, 10), expected=2, present=1)
    meeting(first, "life_meeting", date(2021, 6, 10))
    meeting(first, "review", date(2021, 6, 11), expected=2, present=2)
    meeting(beside, "theme_day", date(2021, 1, 5), expected=9, present=9)
    tasks = plan(root)
    task(tasks, committee, 1, date(2021, 3, 31), date(2021, 3, 1))
    task(tasks, committee, 2, date(2021, 4, 30), date(2021, 5, 3), aspect="作风建设")
    task(tasks, first, 3, date(2021, 5, 31))
    task(tasks, beside, 4, date(2021, 3, 31), date(2021, 3, 30))
    for house in HOUSES:
        house.count(root=root, committee=committee, first=first, second=second, beside=beside)
    return root, committee, first, second, beside
