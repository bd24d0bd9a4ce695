"""What facts say of something that a rule or a figure with a threshold measures: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reading(TextChoices):
    """What facts say; without data nothing is said, which is no shortcoming."""

    MET = "met", _("已达标")
    NOT_YET = "not_yet", _("还没做到")
    NOT_APPLICABLE = "not_applicable", _("不涉及")
    PENDING = "pending", _("未到期")
    NO_DATA = "no_data", _("没有数据")


@dataclass(frozen=True)
class Yardstick:
    """A rule, or a figure with the least (``at_most``: the greatest) value that is wanted."""

    rule: str = ""
    figure: str = ""
    threshold: Decimal = Decimal(0)
    at_most: bool = False


def read_duties(states: Mapping[str, int]) -> Reading:
    """Return what a rule's duties of a year up to a day say: {state: number}.

    Not yet as soon as one is overdue; met with at least one done (also late, or said 本月无) and
    none overdue; pending while none has come due; not applicable when nothing is owed.
    """
    if states.get("overdue"):
        return Reading.NOT_YET
    if states.get("met") or states.get("late") or states.get("none"):
        return Reading.MET
    return Reading.PENDING if states.get("open") else Reading.NOT_APPLICABLE


def read_figure(
    value: int | Decimal | None, threshold: Decimal, at_most: bool, over: bool
) -> Reading:
    """Return what a figure says; without a value there is no data, which is not zero.

    ``over``: the year is over. What only grows and has not reached its mark is pending until then.
    """
    if value is None:
        return Reading.NO_DATA
    if at_most:
        return Reading.MET if value <= threshold else Reading.NOT_YET
    if value >= threshold:
        return Reading.MET
    return Reading.NOT_YET if over else Reading.PENDING
