"""Random small cities: four units, nine people, and the steps that change what they owe."""

from datetime import date, timedelta

from django.db.models import Q
from hypothesis import strategies as st

from tests.duties import build
from tests.duties.build import held, recorded
from tests.duties.oracle import derived
from tests.members import build as members
from tests.units import build as units
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Appeal, Duty, NoneDeclared, Waiver
from xianfeng.kernel import facts
from xianfeng.life.enums import MeetingKind
from xianfeng.members.models import Membership
from xianfeng.units.models import UnitState

YEARS = (2020, 2021)
DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))
MADE_UP = st.sampled_from(["", "", "2020-11", "2021-01", "2020-Q4", "2021-Q1", "2020-H2", "2021"])

TITLES = st.sampled_from(["secretary", "organisation", "publicity", "discipline"])
CHANGE = st.dates(date(2020, 12, 28), date(2021, 2, 2))  # about the day of a new edition
KINDS = ["branch", "retired_branch", "group"]

STEP = st.one_of(
    st.tuples(
        st.just("hold"),
        st.integers(0, 3),
        st.lists(st.sampled_from(MeetingKind.values), min_size=1, max_size=3, unique=True),
        DAYS,
        MADE_UP,
        st.one_of(st.none(), st.integers(0, 5)),
    ),
    st.tuples(st.just("move"), st.integers(0, 20), DAYS, MADE_UP),
    st.tuples(st.just("join"), st.integers(0, 3), DAYS, st.integers(-500, 500)),
    st.tuples(st.just("leave"), st.integers(0, 20), DAYS),
    st.tuples(st.just("post"), st.integers(0, 20), TITLES, DAYS, st.integers(-90, 400)),
    st.tuples(st.just("post"), st.integers(0, 2), TITLES, CHANGE, st.just(0)),
    st.tuples(st.just("become"), st.integers(0, 3), DAYS, st.sampled_from(KINDS)),
    st.tuples(st.just("none"), st.integers(0, 3), st.sampled_from(["2021-Q1", "2021-02", "2021"])),
    st.tuples(st.just("abolish"), st.integers(0, 3), DAYS),
    st.tuples(st.just("waive"), st.integers(0, 300), DAYS, st.sampled_from([None, 0, 9, 90])),
    st.tuples(st.just("spare"), st.integers(0, 300), DAYS),
)


# Steps that turn cards: many answers to the same few duties.
TURN = st.one_of(
    STEP,
    st.tuples(st.just("waive"), st.integers(0, 300), DAYS, st.sampled_from([None, 0, 9, 90])),
    st.tuples(st.just("spare"), st.integers(0, 300), DAYS),
    st.tuples(
        st.just("hold"),
        st.integers(0, 3),
        st.just(["theme_day"]),
        DAYS,
        st.sampled_from(["", "2021-01", "2021-02", "2021-03"]),
        st.none(),
    ),
    st.tuples(
        st.just("none"), st.integers(0, 3), st.sampled_from(["2020-12", "2021-01", "2021-02"])
    ),
)


class City:
    """Four units, nine people, and the steps that change them."""

    def __init__(self):
        root = units.unit("A", kind="committee")
        self.units = [
            units.unit("A01", root),
            units.unit("A02", root, established_on=date(2021, 2, 1)),
            units.unit("A03", root, kind="retired_branch"),
        ]
        self.units.append(units.unit("A0101", self.units[0], kind="group"))
        self.people = [members.member(f"党员{n}", self.units[n % 2]) for n in range(9)]
        self.people += [members.member(f"老党员{n}", self.units[0]) for n in range(2)]
        self.meetings = []

    def take(self, step):
        getattr(self, step[0])(*step[1:])

    def hold(self, unit, kinds, on, made_up, present):
        self.meetings.append(
            held(
                self.units[unit],
                kinds[0],
                on,
                *kinds[1:],
                made_up=made_up,
                present=present,
                expected=None if present is None else 5,
            )
        )

    def move(self, number, on, made_up):
        if self.meetings:
            meeting = self.meetings[number % len(self.meetings)]
            before, period = meeting.held_on, meeting.made_up
            meeting.held_on, meeting.made_up = on, made_up
            meeting.save()
            recorded(meeting, before=[before], periods=[period])

    def join(self, unit, on, months):
        confirmed = on + timedelta(days=months) if months > 0 else None
        unit = self.units[unit]
        self.people.append(
            members.member("新党员", unit, since=on, joined_on=on, confirmed_on=confirmed)
        )
        facts.recorded(facts.get("members.membership"), unit_ids=[unit.pk])
        facts.recorded(facts.get("members.accepted"), unit_ids=[unit.pk], days=[on])

    def leave(self, number, on):
        person = self.people[number % len(self.people)]
        spell = Membership.objects.filter(member=person, until_on=None, from_on__lt=on).first()
        if spell:
            spell.until_on = on
            spell.save()
            facts.recorded(facts.get("members.membership"), unit_ids=[spell.unit_id])

    def post(self, number, title, on, days):
        person = self.people[number % len(self.people)]
        spell = person.memberships.first()
        until = on + timedelta(days=days) if days > 0 else None
        held = {"title": title, "unit": spell.unit}
        if not person.posts.filter(Q(from_on=on) | Q(until_on=None), **held).exists():
            members.post(person, spell.unit, title, since=on, until=until)
            facts.recorded(facts.get("members.post"), unit_ids=[spell.unit_id], days=[on])

    def become(self, number, on, kind):
        unit = self.units[number]
        running = UnitState.objects.get(unit=unit, until_on=None)
        if running.from_on < on:
            unit.kind = kind
            unit.save()
            build.restate(unit, on)
            facts.recorded(facts.get("units.unit"), unit_ids=[unit.pk])

    def none(self, unit, period):
        for rule in ("branch.lecture", "branch.group_meeting", "test.once", "test.run"):
            NoneDeclared.objects.get_or_create(
                rule=rule, unit=self.units[unit], period=period, declared_on=date(2021, 3, 3)
            )
        writing.refresh_period(self.units[unit].pk, period)

    def waive(self, number, on, days):
        """Grant a waiver of some duty on a day, and perhaps revoke it days later."""
        revoked = None if days is None else on + timedelta(days=days)
        said = {"state": "granted" if days is None else "revoked", "revoked_on": revoked}
        self.decide(Waiver, number, on, **said)

    def spare(self, number, on):
        self.decide(Appeal, number, on, state="upheld")

    def decide(self, kind, number, on, **said):
        own = Duty.objects.filter(rule__startswith="test.")
        known = own if own.exists() else Duty.objects.all()
        if not known.exists():
            return
        names = ("rule", "unit_id", "period", "subject")
        key = known.order_by(*names).values(*names)[number % known.count()]
        if not kind.objects.filter(**key).exists():
            kind.objects.create(**key, reason="原因", asked_on=on, decided_on=on, **said)
            self.told(key)

    def told(self, key):
        rule = rulebook.get(key["rule"])
        writing.decide(rule, key["unit_id"], key["period"], key["subject"])

    def abolish(self, unit, on):
        unit = self.units[unit]
        if unit.established_on < on:
            unit.abolished_on = on
            unit.save()
            facts.recorded(facts.get("units.unit"), unit_ids=[unit.pk])


def ensure_all():
    writing.ensure({(rule.id, year): rule for rule in rulebook.active() for year in YEARS})


def tables():
    return {(rule.id, year): derived(rule, year) for rule in rulebook.active() for year in YEARS}
