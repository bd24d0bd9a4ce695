"""Pairing a unit with another side, ending it, and the years it owes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.checkin.homes import home_of
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.partners import facts, permissions, rules
from xianfeng.partners.actions.shared import recorded
from xianfeng.partners.models import Pair, PairYear
from xianfeng.units.models import Place, Unit


@dataclass(frozen=True)
class Partner:
    """The other side: exactly one of a place, a unit, or a name with what it is."""

    place: Place | None = None
    other: Unit | None = None
    named: str = ""
    named_kind: str = ""


@action("partners.pair_up")
def pair_up(
    *, actor: Viewer, at: datetime, unit: Unit, partner: Partner, from_on: date, aim: str = ""
) -> Pair:
    """Pair a unit with another side. Raises Refused."""
    permissions.require_record(actor, unit)
    today = timezone.localdate(at)
    _check(unit, partner, from_on, today)
    made = Pair.objects.create(
        unit=unit,
        place=partner.place,
        community=home_of(partner.place)[0],
        other=partner.other,
        named=partner.named.strip(),
        named_kind=partner.named_kind if partner.named.strip() else "",
        aim=aim.strip(),
        from_on=from_on,
    )
    days = _open(made, today)
    audit.record(made, new={"with": made.other_side, "from_on": from_on}, unit_id=unit.pk)
    recorded(facts.OF_PAIRS, {unit.pk}, {from_on, *days})
    return made


@action("partners.end_pair")
def end_pair(*, actor: Viewer, at: datetime, pair: Pair, version: int, until_on: date) -> Pair:
    """End a pair from a day on; a year it does not last through owes nothing. Raises Refused."""
    permissions.require_record(actor, pair.unit)
    pair = _locked(pair, version)
    if pair.until_on is not None:
        raise Refused(_("已经登记过结束。"))
    if not pair.from_on < until_on <= timezone.localdate(at):
        raise Refused(_("结束日期应在结对之后、不晚于今天，请核对。"), "until_on")
    if pair.deeds.filter(done_on__gt=until_on).exists():
        raise Refused(_("这一天之后还办过实事，结束日期请往后写。"), "until_on")
    days = _cut(pair, until_on)
    pair.until_on = until_on
    pair.version += 1
    pair.save(update_fields=["until_on", "version"])
    audit.record(pair, new={"until_on": until_on}, unit_id=pair.unit_id)
    recorded(facts.OF_PAIRS, {pair.unit_id}, {pair.from_on, until_on, *days})
    return pair


@action("partners.open_years")
def open_years(*, actor: Viewer, at: datetime) -> int:
    """Let every pair that lasts owe the years up to today's; return how many years were opened."""
    permissions.require_round(actor)
    today = timezone.localdate(at)
    opened = {}
    for pair in Pair.objects.filter(until_on=None).prefetch_related("years"):
        days = _open(pair, today)
        if days:
            opened[pair.unit_id] = days
    audit.record("partners:years", new={"pairs": len(opened)})
    if opened:
        recorded(facts.OF_PAIRS, {*opened}, set().union(*opened.values()))
    return len(opened)


@part
def _open(pair: Pair, today: date) -> set[date]:
    """Make the years of a pair that are not there yet, and return their last days."""
    known = {row.from_on.year for row in pair.years.all()}
    made = [
        PairYear(
            pair=pair,
            from_on=date(year, 1, 1),
            until_on=date(year + 1, 1, 1),
            due_on=rules.owed_by(pair.from_on, pair.until_on, year),
        )
        for year in range(pair.from_on.year, today.year + 1)
        if year not in known
    ]
    PairYear.objects.bulk_create(made)
    return {date(row.year, 12, 31) for row in made}


@part
def _cut(pair: Pair, until_on: date) -> set[date]:
    """Let the years a pair does not last through owe nothing, and return their last days."""
    touched = set()
    for row in pair.years.all():
        touched.add(date(row.year, 12, 31))
        if row.from_on >= until_on:
            row.delete()
            continue
        row.due_on = rules.owed_by(pair.from_on, until_on, row.year)
        row.save(update_fields=["due_on"])
    return touched


def _locked(pair: Pair, version: int) -> Pair:
    found = Pair.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pair.pk)
    if found.version != version:
        raise Conflict(found)
    return found


def _check(unit: Unit, partner: Partner, from_on: date, today: date) -> None:
    sides = [partner.place is not None, partner.other is not None, bool(partner.named.strip())]
    if sum(sides) != 1:
        raise Refused(_("对方只填一处：地方、系统里的党组织，或者系统外的名称。"), "place")
    if partner.named.strip() and not partner.named_kind:
        raise Refused(_("请选对方是哪一类。"), "named_kind")
    if from_on > today:
        raise Refused(_("结对日期在今天之后，请核对。"), "from_on")
    if partner.other is not None and partner.other.pk == unit.pk:
        raise Refused(_("不能与自己结对，请另选。"), "other")
    if _standing(unit, partner):
        raise Refused(_("已经与对方结对，不用再登记。"), "place")


def _standing(unit: Unit, partner: Partner) -> bool:
    """True when the two are paired already, whichever of them entered it."""
    live = Pair.objects.filter(until_on=None)
    if partner.other is not None:
        one = live.filter(unit=unit, other=partner.other)
        return one.exists() or live.filter(unit=partner.other, other=unit).exists()
    mine = live.filter(unit=unit)
    if partner.place is not None:
        return mine.filter(place=partner.place).exists()
    return mine.filter(named=partner.named.strip()).exists()
