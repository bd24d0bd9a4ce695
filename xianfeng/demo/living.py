"""What stands around a year of meetings: plans, themes, leaders, decisions, follow-up."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.demo import words
from xianfeng.demo.city import City
from xianfeng.demo.gatherings import is_exempt
from xianfeng.demo.people import Roll
from xianfeng.demo.put_right import Course, store_courses
from xianfeng.demo.store import store
from xianfeng.kernel.periods import Cycle, between, period_of
from xianfeng.life import facts
from xianfeng.life.enums import ExemptionGround, MakeUpWay, MeetingKind, MeetingState, OpinionSource
from xianfeng.life.models import (
    Absence,
    AgendaItem,
    Criticism,
    Exemption,
    FixedDay,
    LeaderAttendance,
    MakeUp,
    Meeting,
    MeetingMark,
    Opinion,
    Theme,
)
from xianfeng.life.rules import CYCLES, OF_LEADERS, month_of
from xianfeng.members.models import Post
from xianfeng.rectification.enums import Category, Source
from xianfeng.rectification.models import Problem
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

_CADRES = MeetingKind.CADRE_MEETING.value
_PART = 5000


def make_living(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> int:
    """Create what stands around the meetings made so far; return how many meetings were added."""
    last = min(date(year, 12, 31), today)
    added = _of_committees(random, city, last)
    added += _plans(random, rolls, today)
    store(_exemptions(rolls, last))
    held = list(Meeting.objects.filter(state=MeetingState.CONFIRMED).order_by("pk"))
    _themes(random, city, held, last)
    store(_decisions(random, held, last))
    _life_meetings(random, held, rolls, last)
    store(_make_ups(random, last))
    _leaders(rolls, held)
    return added


def _meeting(unit: Unit, kind: str, day: date, people: int, away: int) -> Meeting:
    at = timezone.make_aware(datetime.combine(day, time(17, 30)))
    return Meeting(
        unit=unit,
        kind=kind,
        held_on=day,
        title=words.LEADERS_TITLES[kind],
        place="会议室",
        minutes=120,
        expected=people,
        present=people - away,
        state=MeetingState.CONFIRMED,
        recorded_at=at,
        confirmed_at=at,
    )


def _of_committees(random: Random, city: City, last: date) -> int:
    """Hold what committees and their leadership hold, over the twelve months up to a day."""
    first = last.replace(day=1, year=last.year - 1)
    made = []
    for unit in city.units:
        if unit.kind != UnitKind.COMMITTEE:
            continue
        people = random.randint(5, 11)
        for kind in (*OF_LEADERS, _CADRES):
            cycle = CYCLES[kind]
            for period in between(period_of(first, cycle).start, last, cycle):
                day = period.start + timedelta(days=random.randint(3, 27))
                if day <= last and random.random() < 0.93:
                    many = random.randint(60, 160) if kind == _CADRES else people
                    made.append(_meeting(unit, kind, day, many, random.randint(0, 2)))
    store(made)
    store([MeetingMark(meeting=meeting, kind=meeting.kind) for meeting in made])
    return len(made)


def _plans(random: Random, rolls: list[Roll], today: date) -> int:
    """Plan the next theme day of most branches, with its agenda."""
    at = timezone.make_aware(datetime.combine(today, time(9, 0)))
    made = [
        Meeting(
            unit=roll.branch.unit,
            kind=MeetingKind.THEME_DAY,
            held_on=today + timedelta(days=random.randint(2, 25)),
            starts_at=time(random.choice((9, 14, 15)), 30),
            title=random.choice(words.THEMES),
            place="会议室",
            state=MeetingState.PLANNED,
            recorded_at=at,
        )
        for roll in rolls
        if random.random() < 0.6
    ]
    store(made)
    store([MeetingMark(meeting=meeting, kind=meeting.kind) for meeting in made])
    store(
        [
            AgendaItem(meeting=meeting, number=number, title=title)
            for meeting in made
            for number, title in enumerate(random.sample(words.AGENDA, 2), 1)
        ]
    )
    return len(made)


def _exemptions(rolls: list[Roll], last: date) -> Iterator[Exemption]:
    since = date(last.year - 1, 1, 1)
    for roll in rolls:
        unit = roll.branch.unit
        for member in roll.members:
            if is_exempt(unit, member, last):
                yield Exemption(
                    member=member,
                    unit=unit,
                    ground=ExemptionGround.AGE,
                    decided_on=since,
                    from_on=since,
                )


def _themes(random: Random, city: City, held: list[Meeting], last: date) -> None:
    """Offer a theme a month; two branches in five take it. The first theme day fixes the day."""
    months = between(last.replace(day=1, year=last.year - 1), last, Cycle.MONTH)
    themes = store(
        Theme(
            unit=city.root,
            month=month.start,
            title=words.THEMES[month.start.month - 1],
            published_at=timezone.make_aware(datetime.combine(month.start, time(9, 0))),
        )
        for month in months
    )
    by_month = {theme.month: theme for theme in themes}
    taken: dict[date, list[int]] = {}
    days: dict[int, int] = {}
    for meeting in held:
        if meeting.kind != MeetingKind.THEME_DAY:
            continue
        if not meeting.made_up:
            days.setdefault(meeting.unit_id, meeting.held_on.day)
        month = month_of(meeting.held_on)
        if random.random() < 0.4 and month in by_month:
            taken.setdefault(month, []).append(meeting.pk)
    for month, keys in taken.items():
        theme = by_month[month]
        for start in range(0, len(keys), _PART):
            found = Meeting.objects.filter(pk__in=keys[start : start + _PART])
            found.update(theme=theme, title=theme.title)
    store(FixedDay(unit_id=unit, day=day) for unit, day in days.items())


def _decisions(random: Random, held: list[Meeting], last: date) -> Iterator[AgendaItem]:
    """Decide something by vote at every fourth members' meeting; most is carried out in time."""
    for meeting in held:
        if meeting.kind != MeetingKind.GENERAL_MEETING or random.random() > 0.25:
            continue
        title, decision, owner = random.choice(words.RESOLUTIONS)
        present = meeting.present or 0
        due_on = meeting.held_on + timedelta(days=random.randint(30, 90))
        done_on = due_on - timedelta(days=random.randint(-6, 20))
        done = random.random() < 0.92 and done_on <= last
        yield AgendaItem(
            meeting=meeting,
            number=1,
            title=title,
            decision=decision,
            entitled=meeting.expected,
            attended=present,
            in_favour=max(0, present - random.randint(0, 1)),
            against=0,
            owner=owner,
            due_on=due_on,
            done_on=done_on if done else None,
            result="已落实" if done else "",
        )


def _life_meetings(random: Random, held: list[Meeting], rolls: list[Roll], last: date) -> None:
    """Collect opinions before, note who criticised themselves, and put things right after."""
    members = {roll.branch.unit.pk: roll.members for roll in rolls}
    opinions, criticisms = [], []
    kinds = {MeetingKind.LIFE_MEETING, MeetingKind.DEMOCRATIC_LIFE}
    for meeting in held:
        if meeting.kind not in kinds:
            continue
        for source in (OpinionSource.MEMBERS, OpinionSource.MASSES):
            text, count = random.choice(words.OPINIONS), random.randint(0, 6)
            opinions.append(Opinion(meeting=meeting, source=source, count=count, text=text))
        if random.random() < 0.5:
            there = (one for one in members.get(meeting.unit_id, ()))
            criticisms += [
                Criticism(meeting=meeting, speaker=one, about=one)
                for one in there
                if one.joined_on <= meeting.held_on
            ]
    for rows in (opinions, criticisms):
        store(rows)
    marked = {MeetingKind.LIFE_MEETING, MeetingKind.DEMOCRATIC_LIFE}
    store_courses(
        course
        for meeting in Meeting.objects.filter(
            pk__in=[one.pk for one in held if one.kind in marked], unit__parent__isnull=False
        ).select_related("unit__parent")
        for course in _found(random, meeting, last)
    )


def _found(random: Random, meeting: Meeting, last: date) -> Iterator[Course]:
    """Yield the problems that a life meeting found: most put right, and verified soon after."""
    categories = (Category.THOUGHT, Category.STYLE, Category.ORGANISATION, Category.RESPONSIBILITY)
    for number in random.sample(range(len(words.PROBLEMS)), 2):
        text, measure = words.PROBLEMS[number]
        due_on = meeting.held_on + timedelta(days=random.randint(60, 180))
        answered_on = due_on - timedelta(days=random.randint(-8, 30))
        closed_on = answered_on + timedelta(days=random.randint(1, 12))
        answered = random.random() < 0.9 and answered_on <= last
        problem = Problem(
            unit_id=meeting.unit_id,
            verifier=meeting.unit.parent,
            source=Source.LIFE_MEETING.value,
            category=categories[number].value,
            text=text,
            measure=measure,
            owner="书记",
            found_on=meeting.held_on,
            raised_on=meeting.held_on,
            due_on=due_on,
            origin=facts.origin(meeting),
        )
        yield Course(
            problem,
            answered_on if answered else None,
            closed_on if answered and closed_on <= last else None,
            measure,
        )


def _make_ups(random: Random, last: date) -> Iterator[MakeUp]:
    """Make up for a third of the lectures missed."""
    missed = Absence.objects.filter(meeting__marks__kind=MeetingKind.LECTURE)
    rows = missed.exclude(reason="exempt").order_by("pk")
    for meeting, member, held_on in rows.values_list("meeting_id", "member_id", "meeting__held_on"):
        on = held_on + timedelta(days=random.randint(2, 20))
        if random.random() < 0.33 and on <= last:
            way = random.choice(list(MakeUpWay))
            yield MakeUp(meeting_id=meeting, member_id=member, on=on, way=way)


def _leaders(rolls: list[Roll], held: list[Meeting]) -> None:
    """Note who leads a committee as an ordinary member of their branch, and let them lecture."""
    posts = Post.objects.filter(unit__kind=UnitKind.COMMITTEE).values_list("member_id", "from_on")
    led = dict(posts)
    homes = {
        member.pk: roll.branch.unit.pk
        for roll in rolls
        for member in roll.members
        if member.pk in led
    }
    names = {m.pk: m.name for roll in rolls for m in roll.members if m.pk in led}
    at: dict[int, list[int]] = {}
    for member, unit in homes.items():
        at.setdefault(unit, []).append(member)
    away = {
        (meeting, member): reason
        for meeting, member, reason in Absence.objects.filter(member__in=led).values_list(
            "meeting_id", "member_id", "reason"
        )
    }
    rows, lectures = [], []
    taught: set[tuple[int, int]] = set()
    lecture_keys = set(
        MeetingMark.objects.filter(
            kind=MeetingKind.LECTURE, meeting__unit__in=list(at)
        ).values_list("meeting_id", flat=True)
    )
    for meeting in held:
        if meeting.kind == MeetingKind.COMMITTEE_MEETING:
            continue
        for member in at.get(meeting.unit_id, ()):
            reason = away.get((meeting.pk, member))
            if led[member] > meeting.held_on or reason == "exempt":
                continue
            lesson = (member, meeting.held_on.year)
            rows.append(LeaderAttendance(meeting=meeting, member_id=member, came=reason is None))
            if reason is None and meeting.pk in lecture_keys and lesson not in taught:
                taught.add(lesson)
                meeting.lectured_by_id, meeting.lecturer = member, names[member]
                lectures.append(meeting)
    store(rows)
    Meeting.objects.bulk_update(lectures, ["lectured_by", "lecturer"], batch_size=500)
