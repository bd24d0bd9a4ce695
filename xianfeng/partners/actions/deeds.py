"""Proposing a deed, and writing down one that is done already."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.partners import permissions, rules
from xianfeng.partners.actions.shared import checked_day, held, of_relation, since, tell
from xianfeng.partners.enums import DeedState, Side
from xianfeng.partners.models import Deed
from xianfeng.partners.permissions import Relation


@dataclass(frozen=True)
class Said:
    """A deed as it is written down: which way it goes, and what it is."""

    direction: str
    title: str
    category: str = ""
    result: str = ""
    beneficiaries: int | None = None


@action("partners.propose_deed")
def propose_deed(
    *, actor: Viewer, at: datetime, relation: Relation, said: Said, due_on: date | None = None
) -> Deed:
    """Propose a deed; where nobody can answer for the other side, it is agreed (代录)."""
    speaks = permissions.require_side(actor, relation)
    relation, today = held(relation), timezone.localdate(at)
    if due_on is not None and due_on < today:
        raise Refused(_("约定日期在今天之前；已经办成的，请登记一件已办的。"), "due_on")
    answered = permissions.voiced(relation, today)
    made = _new(relation, said, _side(speaks), today)
    made.due_on = due_on
    made.state = DeedState.PROPOSED.value
    if not answered:
        made.state, made.agreed_on, made.on_behalf = DeedState.AGREED.value, today, True
    made.save(force_insert=True)
    audit.record(made, new=_told(made), unit_id=made.unit_id)
    tell(made)
    return made


@action("partners.record_deed")
def record_deed(
    *,
    actor: Viewer,
    at: datetime,
    relation: Relation,
    said: Said,
    done_on: date,
    confirmed_by: str = "",
) -> Deed:
    """Write down a deed that is done.

    What the receiving side writes down is its own word, and confirmed with it. What the doing side
    writes down waits for the other; where nobody there has an account, ``confirmed_by`` says who
    confirmed it on paper.
    """
    speaks = permissions.require_side(actor, relation)
    relation, today = held(relation), timezone.localdate(at)
    side = _side(speaks)
    made = _new(relation, said, side, today)
    checked_day(done_on, since(made), today)
    made.agreed_on, made.done_on, made.state = done_on, done_on, DeedState.DONE.value
    receiver = rules.receiver(said.direction)
    on_paper = bool(confirmed_by.strip()) and not permissions.voiced(relation, today)
    if side == receiver or (receiver == Side.OTHER and on_paper):
        made.state, made.confirmed_on = DeedState.CONFIRMED.value, today
    if side != receiver and made.state == DeedState.CONFIRMED:
        made.confirmed_by, made.on_behalf = confirmed_by.strip(), True
    made.save(force_insert=True)
    audit.record(made, new=_told(made), unit_id=made.unit_id)
    tell(made)
    return made


def _side(speaks: frozenset[str]) -> str:
    """Return the side on whose behalf somebody writes; who speaks for both writes for the unit."""
    return Side.UNIT.value if Side.UNIT in speaks else Side.OTHER.value


def _new(relation: Relation, said: Said, side: str, today: date) -> Deed:
    if not said.title.strip():
        raise Refused(_("请写明是什么事。"), "title")
    about = of_relation(relation)
    return Deed(
        **about,
        direction=said.direction,
        title=said.title.strip(),
        category=said.category,
        result=said.result.strip(),
        beneficiaries=said.beneficiaries,
        proposed_by=side,
        proposed_on=today,
    )


def _told(deed: Deed) -> dict[str, object]:
    names = ("title", "direction", "state", "due_on", "done_on", "confirmed_by")
    return {name: getattr(deed, name) for name in names}
