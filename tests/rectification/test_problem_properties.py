"""From any sequence of steps by anybody: open + closed = raised on every day, in every cut.

Raised are the problems that were raised by a day and not withdrawn by it: a withdrawn one leaves
all three numbers from the day of its withdrawal on. And nobody of the owning side ever closes.
"""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rectification.build import NOW, ON, SAID, City
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.rectification import actions, rules
from xianfeng.rectification.actions import Finding
from xianfeng.rectification.enums import Category
from xianfeng.rectification.models import Problem

DAYS = 8
PEOPLE = ("officer", "clerk", "rival", "secretary", "second", "groupie", "leader", "member")
UNITS = ("one", "two", "far", "office", "group", "root")
VERIFIERS = ("root", "office", "other", "one")
VERBS = [edge.verb for edge in rules.PROBLEM.edges]
OWN_SIDE = {
    "one": {"secretary", "groupie", "leader", "member"}, "two": {"second"}, "far": set(),
    "office": {"clerk", "secretary", "second", "groupie"}, "group": {"groupie"},
    "root": {"officer"},
}  # fmt: skip

raising = st.tuples(
    st.just("raise"), st.sampled_from(PEOPLE), st.sampled_from(UNITS), st.sampled_from(VERIFIERS),
    st.sampled_from(("inspection", "self_check")), st.sampled_from(["politics", "style"]),
    st.booleans(),
)  # fmt: skip
turning = st.tuples(
    st.sampled_from(VERBS), st.sampled_from(PEOPLE), st.integers(0, 5), st.integers(0, 2)
)
# What is allowed comes first in each list, so that most sequences go somewhere.
raised_well = st.tuples(
    st.just("raise"), st.just("officer"), st.sampled_from(("one", "two", "far")),
    st.sampled_from(("root", "office")), st.just("inspection"), st.sampled_from(Category.values),
    st.booleans(),
)  # fmt: skip
histories = st.lists(
    st.lists(st.one_of(raised_well, raising, turning, turning, turning), max_size=4),
    min_size=1, max_size=DAYS,
)  # fmt: skip


def start(day):
    return datetime.combine(ON - timedelta(days=DAYS - day), NOW.timetz())


def take(city, step, moment):
    """Do one step as its person, if it may be done at all."""
    verb, who, *rest = step
    actor = getattr(city, who)
    try:
        if verb == "raise":
            unit, verifier, source, category, jointly = rest
            day = moment.date()
            found = Finding(source, category, f"问题{category}", day, day + timedelta(days=3))
            others = [city.two] if jointly and unit == "one" else []
            actions.raise_problem(
                actor=actor, at=moment, unit=getattr(city, unit),
                verifier=getattr(city, verifier), found=found, others=others,
            )  # fmt: skip
            return
        problems = list(Problem.objects.order_by("pk"))
        if not problems:
            return
        problem = problems[rest[0] % len(problems)]
        said = SAID.get(verb, {}) | ({"on": moment.date()} if verb == "answer_problem" else {})
        getattr(actions, verb)(
            actor=actor, at=moment, problem=problem, version=problem.version, **said
        )
    except (Refused, Denied, Conflict):
        pass


def told(city, day):
    """Return what the figures say of a day, by category and by unit."""
    counted, names = {}, ("raised", "open", "closed")
    wanted = [figures.get(f"rectify.{name}") for name in names]
    for unit in (None, *UNITS):
        path = getattr(city, unit).path if unit else ""
        values = figures.compute_all(city.officer, wanted, day, day, path)
        for name, value in zip(names, values, strict=True):
            counted[(name, unit) if unit else name] = value.value
    for name, figure in zip(names, wanted, strict=True):
        for category, number in figures.split(city.officer, figure, "category", day, day):
            counted[name, category] = number
    return counted


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(histories)
def test_open_and_closed_are_what_was_raised_and_no_owner_closes(history):
    with transaction.atomic():
        city, seen = City(), {}
        for number, steps in enumerate(history):
            moment = start(number)
            for step in steps:
                take(city, step, moment)
            # The ledger as it stood that evening, by the rows themselves.
            rows = Problem.objects.values_list("state", "category", "unit__path")
            seen[moment.date()] = list(rows)
        for day, rows in seen.items():
            now = told(city, day)
            standing = [row for row in rows if row[0] != "withdrawn"]
            assert now["raised"] == len(standing) == now["open"] + now["closed"]
            assert now["closed"] == sum(row[0] == "closed" for row in standing)
            by_category = Counter(row[1] for row in standing)
            for category in Category.values:
                parts = [now.get((name, category), 0) for name in ("raised", "open", "closed")]
                assert parts[0] == by_category[category] == parts[1] + parts[2]
            for unit in UNITS:
                path = getattr(city, unit).path
                inside = sum(row[2].startswith(path) for row in standing)
                assert now["raised", unit] == inside == now["open", unit] + now["closed", unit]
        closed_by = AuditEntry.objects.filter(verb="rectification.verify_problem")
        for entry in closed_by:
            problem = Problem.objects.select_related("unit").get(pk=entry.target.split(":")[1])
            unit = next(name for name in UNITS if getattr(city, name).pk == problem.unit_id)
            names = {city.users[name].name: name for name in PEOPLE}
            assert names[entry.actor_name] not in OWN_SIDE[unit]
            assert problem.verifier_id != problem.unit_id
        transaction.set_rollback(True)
