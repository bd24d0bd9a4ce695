"""What every step of a list does alike: lock, look at the table, save, tell."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.responsibility import facts, permissions, rules
from xianfeng.responsibility.models import DutyList

Before = tuple[str, frozenset[date]]


def begin_step(
    verb: str, actor: Viewer, duty_list: DutyList, version: int
) -> tuple[DutyList, Before]:
    """Return the list, locked and in the state the verb leads to, and what it was before.

    Raises Denied, Refused when the table has no such edge, Conflict when somebody was faster.
    """
    rows = DutyList.objects.select_for_update(of=("self",))
    current = rows.select_related("unit", "issuer", "member").get(pk=duty_list.pk)
    permissions.require_side(actor, current, verb)
    if current.version != version:
        raise Conflict(current)
    if not rules.DUTY_LIST.may(verb, current.state):
        told = {"state": current.get_state_display()}
        raise Refused(_("现在不能这样办：这份清单%(state)s") % told)
    before = (current.state, _days(current))
    current.state = rules.DUTY_LIST.edge(verb).to
    return current, before


@part
def save_step(duty_list: DutyList, before: Before, **more: object) -> DutyList:
    """Save a list after its step, write the audit row, and tell what derives from it."""
    duty_list.version += 1
    duty_list.save()
    audit.record(
        duty_list,
        old={"state": str(before[0])},
        new={"state": str(duty_list.state), **more},
        unit_id=duty_list.unit_id,
        subject_id=duty_list.member_id,
    )
    tell([duty_list], before[1])
    return duty_list


@part
def tell(rows: Iterable[DutyList], days: Iterable[date] = ()) -> None:
    """Tell whoever derives from facts that these lists changed on their days, old and new."""
    found = list(rows)
    touched = set(days).union(*(_days(row) for row in found))
    if not touched:
        return
    units = {row.unit_id for row in found}
    for kind in facts.OF_UNIT:
        kernel_facts.recorded(kind, unit_ids=units, days=touched)
    years = {str(row.year) for row in found}
    issuers = {row.issuer_id for row in found}
    kernel_facts.recorded(facts.DRAWN_UP, unit_ids=issuers, days=touched, periods=years)


def _days(row: DutyList) -> frozenset[date]:
    """Return the days of a list's facts; a draft has none."""
    if row.issued_on is None:
        return frozenset()
    days = (
        row.issued_on, row.sign_by, row.signed_on, row.mid_due_on, row.mid_on, row.year_due_on,
        row.closed_on,
    )  # fmt: skip
    return frozenset(day for day in days if day is not None)
