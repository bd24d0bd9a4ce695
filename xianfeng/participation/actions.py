"""A community's word on a year, and a unit's signature under its report."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member
from xianfeng.participation import facts, permissions, rules
from xianfeng.participation.enums import Verdict
from xianfeng.participation.models import Opinion, Report
from xianfeng.participation.queries import sheets, standing
from xianfeng.units.models import Place, Unit


@action("participation.give_opinion")
def give_opinion(
    *,
    actor: Viewer,
    at: datetime,
    about: Unit | Member,
    community: Place,
    year: int,
    verdict: Verdict,
    text: str = "",
) -> Opinion:
    """Say, for a community, whether what is recorded of a unit or a member in a year is so.

    Only of who was there in that year, from December on, until the unit's report is signed.
    Raises Refused.
    """
    permissions.require_community(actor, community)
    today = timezone.localdate(at)
    _open(year, today)
    member = about if isinstance(about, Member) else None
    unit = _there(actor, about, community, year)
    _unsigned(_held(unit), year)
    text = _said(verdict, text)
    made = Opinion.objects.create(
        unit=unit,
        member=member,
        community=community,
        year=year,
        verdict=verdict,
        text=text,
        said_on=today,
    )
    new = {"community": community.name, "year": year, "verdict": verdict, "text": text}
    audit.record(made, new=new, unit_id=unit.pk)
    _tell(_kind(made), unit, {today})
    return made


@action("participation.amend_opinion")
def amend_opinion(
    *, actor: Viewer, at: datetime, row: Opinion, version: int, verdict: Verdict, text: str = ""
) -> Opinion:
    """Say it otherwise, until the unit's report is signed. Raises Conflict or Refused."""
    permissions.require_community(actor, row.community)
    unit = _held(row.unit)
    row = Opinion.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.version != version:
        raise Conflict(row)
    _unsigned(unit, row.year)
    text = _said(verdict, text)
    old = {"verdict": row.verdict, "text": row.text}
    days = {row.said_on, timezone.localdate(at)}
    row.verdict, row.text, row.said_on = verdict, text, timezone.localdate(at)
    row.version += 1
    row.save()
    audit.record(row, old=old, new={"verdict": verdict, "text": text}, unit_id=unit.pk)
    _tell(_kind(row), unit, days)
    return row


@action("participation.sign_report")
def sign_report(*, actor: Viewer, at: datetime, unit: Unit, year: int, version: int = 0) -> Report:
    """Sign a unit's report of a year; ``version`` is 0 where none was signed before.

    Once all its communities have spoken, or their day is over. Raises Conflict or Refused.
    """
    permissions.require_sign(actor, unit)
    today = timezone.localdate(at)
    _open(year, today)
    unit = _held(unit)
    _unsigned(unit, year)
    row = Report.objects.filter(unit=unit, year=year).first() or Report(
        unit=unit, year=year, version=0
    )
    if row.version != version:
        raise Conflict(row)
    unsaid = [word for word in sheets.words_of_unit(actor, unit, year) if word.opinion is None]
    if not rules.may_sign(year, today, len(unsaid)):
        names = "、".join(word.community.name for word in unsaid)
        text = _("%(names)s还没有给出意见；%(day)s以后可以不等。")
        raise Refused(text % {"names": names, "day": _day(rules.opinion_due_on(year))})
    row.signed_on, row.signed_by_id = today, actor.user_id
    row.version += 1
    row.save()
    audit.record(row, new={"year": year, "signed_on": today}, unit_id=unit.pk)
    _tell(facts.REPORT, unit, {today}, {str(year)})
    return row


@action("participation.reopen_report")
def reopen_report(*, actor: Viewer, at: datetime, row: Report, version: int) -> Report:
    """Take a signature back, so that a community can say otherwise. Raises Conflict or Refused."""
    permissions.require_sign(actor, row.unit)
    unit = _held(row.unit)
    row = Report.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.version != version:
        raise Conflict(row)
    day = row.signed_on
    if day is None:
        raise Refused(_("这份报告还没有签署。"))
    row.signed_on, row.signed_by = None, None
    row.version += 1
    row.save()
    audit.record(row, old={"signed_on": day}, new={"signed_on": None}, unit_id=unit.pk)
    _tell(facts.REPORT, unit, {day}, {str(row.year)})
    return row


def _open(year: int, today: date) -> None:
    if today < rules.opens_on(year):
        text = _("%(year)s 年还没有过完，%(day)s起办理。")
        raise Refused(text % {"year": year, "day": _day(rules.opens_on(year))})


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _there(actor: Viewer, about: Unit | Member, community: Place, year: int) -> Unit:
    """Return the unit spoken of: the member's branch of that year. Raises Refused."""
    if isinstance(about, Unit):
        if standing.stayed(actor, about, community, year):
            return about
        raise Refused(_("这个党组织这一年没有在本社区报到，也没有联系本社区。"))
    there = standing.here(actor, year).filter(member=about, community=community)
    unit = standing.branch_of(actor, about, year) if there.exists() else None
    if unit is None:
        raise Refused(_("这名党员这一年没有在本社区报到。"))
    return unit


def _said(verdict: Verdict, text: str) -> str:
    text = text.strip()
    if verdict == Verdict.DIFFERS and not text:
        raise Refused(_("请写明哪里有出入。"), "text")
    return text


def _held(unit: Unit) -> Unit:
    """Lock the unit's row: a word and a signature never pass each other."""
    return Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)


def _unsigned(unit: Unit, year: int) -> None:
    if Report.objects.filter(unit=unit, year=year, signed_on__isnull=False).exists():
        raise Refused(_("这一年的报告已经签署；要改，请先由党组织撤回签署。"))


def _kind(row: Opinion) -> FactKind:
    return facts.OPINION if row.member_id is None else facts.MEMBER_OPINION


@part
def _tell(kind: FactKind, unit: Unit, days: set[date], periods: set[str] | None = None) -> None:
    kernel_facts.recorded(kind, unit_ids={unit.pk}, days=days, periods=periods or set())
