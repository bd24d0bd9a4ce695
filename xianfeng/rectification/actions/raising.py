"""Raising a problem, as part of whatever action found it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused, part
from xianfeng.rectification.actions.turning import begin, tell
from xianfeng.rectification.enums import Severity
from xianfeng.rectification.models import Problem
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Finding:
    """What is said of a problem when it is raised; ``origin`` names the fact (``kind:key``)."""

    source: str
    category: str
    text: str
    found_on: date
    due_on: date
    severity: str = Severity.ORDINARY.value
    measure: str = ""
    leader: str = ""
    owner: str = ""
    origin: str = ""


@part
def raise_found(
    *,
    unit: Unit,
    verifier: Unit,
    found: Finding,
    at: datetime,
    joint: Problem | None = None,
    recurs: Problem | None = None,
) -> Problem:
    """Raise one problem of ``unit``, which ``verifier`` will verify. Raises Refused.

    The action under way has checked who may, and writes the audit row. ``joint`` is the leading
    unit's row, ``recurs`` the earlier problem of the same unit and category that this one repeats.
    """
    today = timezone.localdate(at)
    _refuse_unsound(unit, verifier, found, today)
    if recurs and (recurs.unit_id, recurs.category) != (unit.pk, found.category):
        raise Refused(_("屡改屡犯的问题要是同一单位、同一类别的，请重新选择"), "recurs")
    problem = Problem.objects.create(
        unit=unit,
        verifier=verifier,
        source=found.source,
        category=found.category,
        severity=found.severity,
        text=found.text.strip(),
        found_on=found.found_on,
        raised_on=today,
        due_on=found.due_on,
        measure=found.measure.strip(),
        leader=found.leader.strip(),
        owner=found.owner.strip(),
        origin=found.origin,
        joint=joint,
        recurs=recurs,
    )
    begin(problem, today)
    tell(problem)
    return problem


def _refuse_unsound(unit: Unit, verifier: Unit, found: Finding, today: date) -> None:
    if not found.text.strip():
        raise Refused(_("请写明问题"), "text")
    if unit.pk == verifier.pk:
        raise Refused(_("问题要由提出的单位核实销号，不能由责任单位自己核实"), "unit")
    if found.found_on > today:
        raise Refused(_("发现日期在今天之后，请核对"), "found_on")
    if found.due_on < found.found_on:
        raise Refused(_("整改时限在发现日期之前，请核对"), "due_on")
    for each in (unit, verifier):
        if each.abolished_on and each.abolished_on <= today:
            raise Refused(_("%(name)s已撤销，请另选单位") % {"name": each.name}, "unit")
