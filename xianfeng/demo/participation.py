"""What communities said of the year, once it was nearly over; most units have signed since."""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet

from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.demo.store import store
from xianfeng.members.models import Membership
from xianfeng.participation import rules
from xianfeng.participation.enums import Verdict
from xianfeng.participation.models import Opinion, Report

_DIFFERS = "记录的共建活动比社区掌握的多一次，请核对日期"
_SILENT, _AT_ODDS, _UNSIGNED = 0.15, 0.05, 0.2


def make_participation(random: Random, year: int, today: date) -> None:
    """Have communities speak of who is checked in there; nothing before December."""
    opens = rules.opens_on(year)
    if today < opens:
        return
    span = min(today - opens, rules.opinion_due_on(year) - opens).days

    def day() -> date:
        return opens + timedelta(random.randint(0, span))

    unit_words = [
        _word(random, Opinion(unit_id=unit, community_id=community, year=year), day())
        for unit, community in _live(UnitCheckin.objects.order_by("pk"), "unit_id")
        if random.random() >= _SILENT
    ]
    branches = dict(Membership.objects.filter(until_on=None).values_list("member_id", "unit_id"))
    member_words = [
        Opinion(
            unit_id=branches[member],
            member_id=member,
            community_id=community,
            year=year,
            verdict=Verdict.TRUE.value,
            said_on=day(),
        )
        for member, community in _live(MemberCheckin.objects.order_by("pk"), "member_id")
        if member in branches and random.random() >= _SILENT
    ]
    store([*unit_words, *member_words])
    store(
        Report(unit_id=word.unit_id, year=year, signed_on=min(today, word.said_on + timedelta(3)))
        for word in unit_words
        if random.random() >= _UNSIGNED
    )


def _live(rows: QuerySet[Any], who: str) -> list[tuple[int, int]]:
    """Return (who, where) of check-ins that stand."""
    standing = rows.filter(state__in=["reported", "confirmed"])
    return list(standing.values_list(who, "community_id"))


def _word(random: Random, word: Opinion, on: date) -> Opinion:
    odd = random.random() < _AT_ODDS
    word.verdict = (Verdict.DIFFERS if odd else Verdict.TRUE).value
    word.text, word.said_on = _DIFFERS if odd else "", on
    return word
