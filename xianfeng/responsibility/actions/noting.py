"""Noting what was done: twice a year, and only for what no fact measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.responsibility import facts, permissions, rules
from xianfeng.responsibility.actions.steps import begin_step, save_step
from xianfeng.responsibility.enums import Half
from xianfeng.responsibility.models import DutyList, Note


@dataclass(frozen=True)
class Said:
    """What is said of one item."""

    finding: str
    words: str = ""


@action("responsibility.note_midyear")
def note_midyear(
    *, actor: Viewer, at: datetime, duty_list: DutyList, version: int, said: Mapping[int, Said]
) -> DutyList:
    """Note the first half: {item's key: what is said}; again to correct it."""
    duty_list, before = begin_step("note_midyear", actor, duty_list, version)
    today = timezone.localdate(at)
    if not rules.midyear_open(duty_list.year, today):
        raise Refused(_("还没到登记的时候：半年情况从 7 月 1 日起登记"))
    days = _note(actor, duty_list, Half.MIDYEAR, said, today)
    duty_list.mid_on = duty_list.mid_on or today
    duty_list = save_step(duty_list, before, noted=len(said))
    kernel_facts.recorded(facts.NOTE, unit_ids=[duty_list.unit_id], days=days)
    return duty_list


@action("responsibility.note_yearend")
def note_yearend(
    *, actor: Viewer, at: datetime, duty_list: DutyList, version: int, said: Mapping[int, Said]
) -> DutyList:
    """Note the year, which closes the list; again to correct it."""
    duty_list, before = begin_step("note_yearend", actor, duty_list, version)
    today = timezone.localdate(at)
    if not rules.yearend_open(duty_list.year, today):
        raise Refused(_("还没到登记的时候：全年情况从 12 月 1 日起登记"))
    days = _note(actor, duty_list, Half.YEAREND, said, today)
    duty_list.closed_on = duty_list.closed_on or today
    duty_list = save_step(duty_list, before, noted=len(said))
    kernel_facts.recorded(facts.NOTE, unit_ids=[duty_list.unit_id], days=days)
    return duty_list


@part
def _note(
    actor: Viewer, duty_list: DutyList, half: Half, said: Mapping[int, Said], today: date
) -> set[date]:
    """Write what is said of each item; return the days of notes before and now."""
    asked = {item.pk for item in duty_list.items.all() if not item.measured}
    if set(said) - asked:
        raise Refused(_("有的项目由记录自动得出，不用填写，请刷新页面再试"))
    missing = rules.unsaid(asked, ((key, one.finding, one.words) for key, one in said.items()))
    if missing:
        told = {"number": missing}
        raise Refused(_("还有 %(number)s 项没有选，或者做到了没有写做了什么，请填完再保存") % told)
    old = Note.objects.filter(item__duty_list=duty_list, half=half)
    days = {*old.values_list("noted_on", flat=True), today}
    old.delete()
    behalf = not permissions.is_holder(actor, duty_list)
    Note.objects.bulk_create(
        Note(
            item_id=key, half=half, finding=one.finding, words=one.words.strip(), noted_on=today,
            noted_by_id=actor.user_id, on_behalf=behalf,
        )
        for key, one in said.items()
    )  # fmt: skip
    return days
