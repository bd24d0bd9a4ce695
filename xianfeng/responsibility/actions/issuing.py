"""Issuing lists to a whole part at once, and changing, handing over and recalling one."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member
from xianfeng.responsibility import permissions, queries, rules
from xianfeng.responsibility.actions.steps import begin_step, save_step, tell
from xianfeng.responsibility.actions.templates import Entry
from xianfeng.responsibility.enums import ListState, Standing
from xianfeng.responsibility.models import DutyItem, DutyList
from xianfeng.responsibility.queries import Slot
from xianfeng.units.models import Unit


@action("responsibility.issue_lists")
def issue_lists(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    year: int,
    sign_by: date,
    drafts: bool = False,
) -> list[DutyList]:
    """Issue a year's lists to the holders of posts at and below a unit who have none.

    Lists drafted before are issued with them; ``drafts`` draws them up only. Refused when there is
    nobody to issue to.
    """
    permissions.require_manage(actor, unit)
    today = timezone.localdate(at)
    _check_day(sign_by, today)
    templates = queries.applicable(actor, unit, year)
    slots = queries.coverage(actor, year, today, unit.path)
    state = ListState.DRAFTED if drafts else ListState.ISSUED
    open_slots = [s for s in slots if s.standing == Standing.MISSING and s.kind in templates]
    made = [_drawn(slot, unit, year, state, today, sign_by) for slot in open_slots]
    waiting = [] if drafts else [s.duty_list for s in slots if s.standing == Standing.DRAFTED]
    before = [row for row in waiting if row is not None]
    if not made and not before:
        raise Refused(_("没有可以下发的：任职人都有清单，或者还没有发布模板"))
    DutyList.objects.bulk_create(made, batch_size=1_000)
    entries = {kind: [Entry.of(i) for i in found.items.all()] for kind, found in templates.items()}
    write_items([(row, [(entry, None) for entry in entries[row.kind]]) for row in made])
    for row in before:
        _put_out(row, today, sign_by)
        row.version += 1
        row.save()
    new = {"year": year, "made": len(made), "drafts_issued": len(before), "state": str(state)}
    audit.record("responsibility.lists", new=new, unit_id=unit.pk)
    if not drafts:
        tell([*made, *before])
    return made + before


@action("responsibility.tailor_list")
def tailor_list(
    *,
    actor: Viewer,
    at: datetime,
    duty_list: DutyList,
    version: int,
    removed: Collection[int] = (),
    added: Sequence[Entry] = (),
) -> DutyList:
    """Change the items of a draft: by keys what goes, and what comes."""
    duty_list, _before = begin_step("tailor_list", actor, duty_list, version)
    kept = [item for item in duty_list.items.all() if item.pk not in set(removed)]
    _check_items(kept, added)
    duty_list.items.all().delete()
    carried = [(Entry.of(item), item.before) for item in kept]
    write_items([(duty_list, [*carried, *((entry, None) for entry in added)])])
    return save_step(duty_list, _before, removed=len(removed), added=[e.text for e in added])


@action("responsibility.issue_list")
def issue_list(
    *, actor: Viewer, at: datetime, duty_list: DutyList, version: int, sign_by: date
) -> DutyList:
    """Send a draft to the holder, to be signed by a day."""
    duty_list, before = begin_step("issue_list", actor, duty_list, version)
    today = timezone.localdate(at)
    _check_day(sign_by, today)
    _put_out(duty_list, today, sign_by)
    return save_step(duty_list, before, sign_by=sign_by.isoformat())


@action("responsibility.amend_list")
def amend_list(
    *,
    actor: Viewer,
    at: datetime,
    duty_list: DutyList,
    version: int,
    reason: str,
    removed: Collection[int] = (),
    added: Sequence[Entry] = (),
) -> DutyList:
    """Put a new version with other items in the place of a list, with the reason.

    The old one stays readable; the new one is to be signed.
    """
    duty_list, before = begin_step("amend_list", actor, duty_list, version)
    kept = [item for item in duty_list.items.all() if item.pk not in set(removed)]
    _check_items(kept, added)
    if not removed and not added:
        raise Refused(_("内容没有变，不用出新的一版"), "lines")
    today = timezone.localdate(at)
    _end(duty_list, today, reason)
    duty_list = save_step(duty_list, before, reason=reason)
    carried = [(Entry.of(item), item) for item in kept]
    new = _following(duty_list, duty_list.member, today, duty_list.edition + 1)
    write_items([(new, [*carried, *((entry, None) for entry in added)])])
    tell([new])
    return new


@action("responsibility.hand_over")
def hand_over(
    *,
    actor: Viewer,
    at: datetime,
    duty_list: DutyList,
    version: int,
    reason: str,
    successor: Member | None,
) -> DutyList:
    """End the list of who left the post; the successor's begins with the same items.

    Without a successor the post is vacant, and nothing begins. What was noted stays with its
    period. Returns the list that begins, or the one that ended.
    """
    duty_list, before = begin_step("hand_over", actor, duty_list, version)
    today = timezone.localdate(at)
    able = queries.successors(actor, duty_list, today)
    if successor is not None and successor.pk not in {member.pk for member in able}:
        raise Refused(_("请选现在任这个职务、还没有这份清单的同志"), "successor")
    _end(duty_list, today, reason)
    duty_list = save_step(duty_list, before, reason=reason)
    if successor is None:
        return duty_list
    new = _following(duty_list, successor, today, 1)
    write_items([(new, [(Entry.of(item), item) for item in duty_list.items.all()])])
    tell([new])
    return new


@action("responsibility.recall_list")
def recall_list(
    *, actor: Viewer, at: datetime, duty_list: DutyList, version: int, reason: str
) -> DutyList:
    """Recall a list with the reason: nothing is owed from it any more."""
    duty_list, before = begin_step("recall_list", actor, duty_list, version)
    _end(duty_list, timezone.localdate(at), reason)
    return save_step(duty_list, before, reason=reason)


@part
def write_items(
    rows: Sequence[tuple[DutyList, Sequence[tuple[Entry, DutyItem | None]]]],
) -> None:
    """Write the items of lists in their order, each with the item that it carries on."""
    DutyItem.objects.bulk_create(
        (
            DutyItem(duty_list=duty_list, seq=seq, before=before, **asdict(entry))
            for duty_list, entries in rows
            for seq, (entry, before) in enumerate(entries, 1)
        ),
        batch_size=1_000,
    )


@part
def _following(old: DutyList, member: Member, today: date, edition: int) -> DutyList:
    """Begin the list that takes the place of another; a half noted already is not owed again."""
    return DutyList.objects.create(
        unit=old.unit, issuer=old.issuer, member=member, title=old.title, kind=old.kind,
        year=old.year, state=ListState.ISSUED, edition=edition, replaces=old, issued_on=today,
        sign_by=rules.sign_by(today), year_due_on=old.year_due_on,
        mid_due_on=None if old.mid_on else rules.midyear_due(old.year, today),
    )  # fmt: skip


def _drawn(
    slot: Slot, issuer: Unit, year: int, state: ListState, today: date, sign_by: date
) -> DutyList:
    row = DutyList(
        unit=slot.unit, issuer=issuer, member=slot.member, title=slot.title, kind=slot.kind,
        year=year, state=ListState.DRAFTED, sign_by=sign_by, year_due_on=rules.yearend_due(year),
    )  # fmt: skip
    if state == ListState.ISSUED:
        _put_out(row, today, sign_by)
    return row


def _put_out(row: DutyList, today: date, sign_by: date) -> None:
    row.state, row.issued_on, row.sign_by = ListState.ISSUED.value, today, sign_by
    row.mid_due_on = rules.midyear_due(row.year, today)


def _end(row: DutyList, today: date, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("请写明原因"), "reason")
    row.ended_on, row.reason = today, reason.strip()


def _check_day(sign_by: date, today: date) -> None:
    if sign_by < today:
        raise Refused(_("签收期限已经过去，请改到今天以后"), "sign_by")


def _check_items(kept: Sequence[DutyItem], added: Sequence[Entry]) -> None:
    if not kept and not added:
        raise Refused(_("清单里至少要有一项"), "lines")
