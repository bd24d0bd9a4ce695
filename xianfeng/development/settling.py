"""What follows from a person's records: limits as rows, and the member they become."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.development import facts
from xianfeng.development.enums import Ending
from xianfeng.development.models import Candidate, Deadline, StepRecord
from xianfeng.development.permissions import chain_of, superior
from xianfeng.development.rules import checks, deadlines, history, steps
from xianfeng.development.rules.checks import Person, Problem
from xianfeng.development.rules.history import Entry, Walk
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused
from xianfeng.members.actions.rolls import Rolls
from xianfeng.members.enums import Standing, StandingEvent
from xianfeng.members.facts import STANDING
from xianfeng.members.models import Member, StandingChange


def entries_of(candidate: Candidate) -> list[tuple[StepRecord, Entry]]:
    """Return the person's records with what each states, by day."""
    found = StepRecord.objects.filter(candidate=candidate).prefetch_related("people")
    return [(record, record.entry()) for record in found]


def person_of(candidate: Candidate) -> Person:
    """Return what the rules must know of a person."""
    return Person(candidate.born_on, chain_of(candidate.unit))


def new_problems(before: Iterable[Entry], after: Iterable[Entry], person: Person) -> list[Problem]:
    """Return what blocks a history that did not block it before, the first by day first.

    What an imported past lacks is listed on the page, and does not block a sound next step.
    """
    known = checks.problems(before, person)
    found = [one for one in checks.problems(after, person) if one.blocks]
    return [one for one in found if one not in known]


def settle(candidate: Candidate) -> Walk:
    """Bring limits and member in line with the records; returns what now stands."""
    stands = history.walk(entry for _record, entry in entries_of(candidate))
    _follow(candidate, stands)
    units, days = write_deadlines(candidate)
    kernel_facts.recorded(facts.DEADLINE, unit_ids=units, days=days)
    return stands


def told(candidate: Candidate, days: set[date]) -> None:
    """Tell of the steps that changed; the limits were told of when they were written."""
    kernel_facts.recorded(facts.STEP, unit_ids={candidate.unit_id}, days=days)


def write_deadlines(candidate: Candidate) -> tuple[set[int], set[date]]:
    """Bring the limits in line with the records; returns whose they are and their due days.

    A limit that stays keeps its row, so that what refers to it goes on.
    """
    entries = [entry for _record, entry in entries_of(candidate)]
    wanted = {
        (one.limit, one.since_on): one for one in deadlines.deadlines(entries, candidate.ended_on)
    }
    held = {(row.limit, row.since_on): row for row in candidate.deadlines.all()}
    above = superior(candidate.unit)
    units, days = set[int](), set[date]()
    for key, row in held.items():
        units.add(row.unit_id)
        days.add(row.due_on)
        if key not in wanted:
            row.delete()
    for key, one in wanted.items():
        row = held.get(key) or Deadline(candidate=candidate, limit=one.limit, since_on=one.since_on)
        row.unit = above if one.by == steps.SUPERIOR else candidate.unit
        row.due_on, row.done_on = one.due_on, one.done_on
        row.save()
        units.add(row.unit_id)
        days.add(row.due_on)
    return units, days


def _follow(candidate: Candidate, stands: Walk) -> None:
    """Make the member whom an approved acceptance makes, and keep dates as the records say."""
    if stands.accepted_on is None:
        return
    if candidate.member is None:
        _accept(candidate, stands.accepted_on)
    member = candidate.member
    if member is None:
        return
    decided = candidate.records.filter(step=steps.CONFIRM_APPROVAL).exists()
    _redate(member, stands, decided)
    if stands.cancelled_on is not None and member.standing == Standing.NORMAL:
        _cancel(candidate, member, stands.cancelled_on)


def _accept(candidate: Candidate, joined_on: date) -> None:
    """Link the member who is already on a roll by number, or enter a new one in the branch."""
    member = None
    if candidate.id_number_index:
        index = bytes(candidate.id_number_index)
        member = Member.objects.filter(id_number_index=index).first()
    if member is not None and member.joined_on != joined_on:
        text = _("花名册上已有此人，入党日期是 %(day)s，与支部大会日期不一致，请先核对。")
        raise Refused(text % {"day": member.joined_on}, "on")
    if member is None:
        member = Member.objects.create(
            name=candidate.name,
            sex=candidate.sex,
            ethnicity=candidate.ethnicity,
            born_on=candidate.born_on,
            education=candidate.education,
            id_number_sealed=candidate.id_number_sealed,
            id_number_index=candidate.id_number_index,
            joined_on=joined_on,
        )
        rolls = Rolls(member)
        rolls.begin(candidate.unit, max(joined_on, candidate.unit.established_on), "on")
        rolls.told()
    candidate.member = member
    candidate.save(update_fields=["member"])


def _redate(member: Member, stands: Walk, decided: bool) -> None:
    """Let joining and confirmation be the days that the records say.

    A confirmation that the roster knows and no record speaks of yet stays.
    """
    joined, confirmed = stands.accepted_on, stands.confirmed_on
    if confirmed is None and not decided:
        confirmed = member.confirmed_on
    if joined is None or (member.joined_on, member.confirmed_on) == (joined, confirmed):
        return
    spell = member.memberships.order_by("from_on").first()
    if spell is not None and spell.from_on == member.joined_on != joined:
        spell.from_on = max(joined, spell.unit.established_on)
        spell.save(update_fields=["from_on"])
    member.joined_on, member.confirmed_on = joined, confirmed
    member.version += 1
    member.save(update_fields=["joined_on", "confirmed_on", "version"])
    Rolls(member).told()


def _cancel(candidate: Candidate, member: Member, on: date) -> None:
    """End the probationary member's spell: 取消预备党员资格."""
    rolls = Rolls(member)
    home = rolls.last.unit if rolls.last else candidate.unit
    if rolls.spell is not None:
        rolls.end(on, "on")
    member = rolls.member
    member.standing, member.left_on = Standing.LEFT, on
    member.version += 1
    member.save(update_fields=["standing", "left_on", "version"])
    StandingChange.objects.create(
        member=member,
        unit=home,
        kind=StandingEvent.PROBATION_CANCELLED,
        changed_on=on,
        document=_("上级党委批准支部大会决议"),
    )
    candidate.ended_on, candidate.ending = on, Ending.CANCELLED
    candidate.save(update_fields=["ended_on", "ending"])
    rolls.told()
    kernel_facts.recorded(STANDING, unit_ids={home.pk}, days={on})
