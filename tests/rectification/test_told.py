"""After any sequence of steps, duties and cards kept up to date are those derived anew."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from tests.rectification.build import NOW, SAID, City, found
from tests.rectification.ordered import contents
from tests.supervision.build import THREE, record
from xianfeng.duties import queries, rulebook
from xianfeng.duties.engine import drawing, writing
from xianfeng.duties.models import DerivedCards, DerivedYear, Duty, GivenCard
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.rectification import actions, rules
from xianfeng.rectification.actions import Answered
from xianfeng.rectification.models import Order, Problem
from xianfeng.supervision import actions as visiting
from xianfeng.supervision.models import Visit

FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)
CONTEXTS = ("rectification", "supervision")
PROBLEM = [edge.verb for edge in rules.PROBLEM.edges]
ORDER = [edge.verb for edge in rules.ORDER.edges]
DUTY = ("rule", "unit", "period", "subject", "starts_on", "due_on", "met_on")


def derived():
    """Return the duties and cards of problems, orders and visits as they stand."""
    wanted = [rule for rule in rulebook.active() if rule.id.split(".")[0] in CONTEXTS]
    writing.ensure({(rule.id, 2021): rule for rule in wanted})
    drawing.draw(LAST)
    names = [rule.id for rule in wanted]
    cards = [field.name for field in GivenCard._meta.concrete_fields if field.name != "id"]
    return (
        sorted(map(str, Duty.objects.filter(rule__in=names).values_list(*DUTY))),
        sorted(map(str, GivenCard.objects.filter(rule__in=names).values_list(*cards))),
    )


class Play:
    """Everybody does something, on one day after the other."""

    def __init__(self, seed):
        self.dice, self.city = Random(seed), City()
        plan = visiting.make_plan(actor=self.city.officer, at=NOW, unit=self.city.root, year=2021)
        line = visiting.add_round(
            actor=self.city.officer, at=NOW, plan=plan, quarter=2, kind="research", theme="主题"
        )
        places = [self.city.office, self.city.other, self.city.one]
        visiting.add_units(actor=self.city.officer, at=NOW, plan_round=line, units=places)

    def step(self, moment):
        """Try one step; what was done left one row in the audit log, what was not left none."""
        taken = self.dice.choice((self._raise, self._turn, self._turn, self._order, self._visit))
        before = AuditEntry.objects.count()
        with suppress(Refused, Denied, Conflict), transaction.atomic():
            done = taken(moment)
            assert AuditEntry.objects.count() == before + int(done)
            return
        assert AuditEntry.objects.count() == before

    def _by(self, moment):
        who = self.dice.choice(("officer", "clerk", "secretary"))
        return {"actor": getattr(self.city, who), "at": moment}

    def _raise(self, moment):
        day = moment.date()
        due = day + timedelta(days=self.dice.randint(0, 9))
        said = found(f"问题{self.dice.random()}", found_on=day, due_on=due)
        actions.raise_problem(
            **self._by(moment), unit=self.city.one, verifier=self.city.office, found=said,
            others=[self.city.two] if self.dice.random() < 0.3 else [],
        )  # fmt: skip
        return True

    def _turn(self, moment):
        problem = self.dice.choice([None, *Problem.objects.order_by("pk")])
        if problem is None:
            return False
        verb = self.dice.choice(PROBLEM)
        said = SAID.get(verb, {}) | ({"on": moment.date()} if verb == "answer_problem" else {})
        getattr(actions, verb)(**self._by(moment), problem=problem, version=problem.version, **said)
        return True

    def _order(self, moment):
        order = self.dice.choice([None, *Order.objects.order_by("pk")])
        if order is None:
            said = contents(new=[f"新问题{self.dice.random()}"])
            actions.draft_order(
                **self._by(moment), issuer=self.city.office, unit=self.city.one, contents=said
            )
            return True
        verb, keys = self.dice.choice(ORDER), list(order.problems.values_list("pk", flat=True))
        said = {
            "reply_order": {"answers": {key: Answered("已改", moment.date()) for key in keys}},
            "send_order_back": {"lacking": dict.fromkeys(keys, "不够")},
            "reopen_order": {"problems": list(order.problems.all()), "reason": "又缺"},
            "recall_order": {"reason": "发错"},
        }.get(verb, {})
        getattr(actions, verb)(**self._by(moment), order=order, version=order.version, **said)
        return True

    def _visit(self, moment):
        visit = self.dice.choice(list(Visit.objects.order_by("pk")))
        verb = self.dice.choice(("confirm_visit", "void_visit", "cancel_visit", "amend_visit"))
        seen = record(*THREE[: self.dice.randint(0, 2)], held_on=moment.date())
        said = {} if verb == "confirm_visit" else {"reason": "因故"}
        said |= {"record": seen} if verb in {"confirm_visit", "amend_visit"} else {}
        getattr(visiting, verb)(
            actor=self.city.officer, at=moment, visit=visit, version=visit.version, **said
        )
        return True


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_what_was_told_on_the_way_is_what_is_derived_anew(settings, seed):
    settings.IN_USE_SINCE = FIRST
    play = Play(seed)
    derived()
    for number in range(40):
        day = date(2021, 6, 1) + timedelta(days=number)
        for _each in range(2):
            play.step(datetime.combine(day, NOW.timetz()))
    narrow = derived()
    DerivedYear.objects.all().delete()
    DerivedCards.objects.all().delete()
    Duty.objects.all().delete()
    GivenCard.objects.all().delete()
    assert derived() == narrow
    assert narrow[0]
    assert narrow[1] or not queries.cards_in_force(play.city.officer, LAST)
