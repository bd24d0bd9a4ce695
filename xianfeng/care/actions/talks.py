"""Recording that two people talked, and what one of them alone writes down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _

from xianfeng.care import facts, permissions, rules
from xianfeng.care.actions import shared
from xianfeng.care.enums import TalkForm, TalkPurpose
from xianfeng.care.models import Talk, TalkNote
from xianfeng.care.queries import people as people_queries
from xianfeng.kernel import audit, crypto
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit

MOST_TOGETHER = 12
LONGEST_NOTE = 5000


@dataclass(frozen=True)
class Round:
    """The talks of one day: ``lead`` with each of the people, or (None) any two of the people."""

    on: date
    people: Sequence[int]
    lead: int | None = None
    form: str = TalkForm.IN_PERSON
    purpose: str = TalkPurpose.ROUTINE

    def pairs(self) -> list[tuple[int, int]]:
        """Return the two people of each talk."""
        if self.lead is None:
            return list(combinations(sorted(set(self.people)), 2))
        return [(self.lead, one) for one in sorted(set(self.people) - {self.lead})]


@action("care.record_talks")
def record_talks(*, actor: Viewer, at: datetime, unit: Unit, talks: Round) -> list[Talk]:
    """Record a round of talks; what kind each was follows from the posts held that day.

    Raises Refused with what to put right.
    """
    permissions.require_record(actor, unit)
    shared.dated(talks.on, at, unit)
    pairs = _pairs(talks)
    names = shared.about(actor, unit, talks.on, {key for pair in pairs for key in pair})
    secretaries, committee = people_queries.committees(actor, unit, talks.on)
    made = []
    for one, other in pairs:
        kind, first, second = rules.paired(one, other, secretaries, committee)
        made.append(
            Talk(
                first_id=first,
                second_id=second,
                kind=kind,
                on=talks.on,
                form=talks.form,
                purpose=talks.purpose,
                **shared.signed(actor, at, unit),
            )
        )
    _held_already(made, names)
    Talk.objects.bulk_create(made)
    new = {"on": talks.on, "pairs": sorted([talk.first_id, talk.second_id] for talk in made),
           "form": talks.form, "purpose": talks.purpose}  # fmt: skip
    audit.record(made[0], new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.TALK, unit_ids={unit.pk}, days={talks.on})
    return made


@action("care.withdraw_talk")
def withdraw_talk(*, actor: Viewer, at: datetime, talk: Talk, reason: str) -> None:
    """Take a talk out of the count; it stays on record with the reason. Raises Refused."""
    permissions.require_record(actor, talk.unit)
    found = shared.standing(talk, reason)
    shared.withdraw(found, reason)
    kernel_facts.recorded(facts.TALK, unit_ids={found.unit_id}, days={found.on})


@action("care.write_note")
def write_note(*, actor: Viewer, at: datetime, talk: Talk, text: str) -> None:
    """Seal what one of the two wrote down; an empty text takes it away again.

    The audit row says that something was written, never what. Raises Refused.
    """
    author = permissions.require_party(actor, talk)
    if len(text) > LONGEST_NOTE:
        raise Refused(_("最多 5000 字，请删减一些再存"), "text")
    written = text.strip()
    notes = TalkNote.objects.filter(talk=talk, author_id=author)
    notes.delete()
    if written:
        TalkNote.objects.create(
            talk=talk, author_id=author, content=crypto.seal(written), written_at=at
        )
    audit.record(talk, new={"noted": bool(written)}, unit_id=talk.unit_id)


def _pairs(talks: Round) -> list[tuple[int, int]]:
    if talks.lead is None and len(set(talks.people)) > MOST_TOGETHER:
        text = _("两两互谈一次最多选 %(most)s 人，请分几次记")
        raise Refused(text % {"most": MOST_TOGETHER}, "people")
    pairs = talks.pairs()
    if not pairs:
        raise Refused(_("谈心谈话是两个人的事，请至少选两个人"), "people")
    return pairs


def _held_already(made: Sequence[Talk], names: dict[int, str]) -> None:
    """Refuse what is on record already: the same two, on the same day, for the same reason."""
    first = made[0]
    same = Talk.objects.filter(withdrawn="", on=first.on, purpose=first.purpose)
    keys = list(names)
    stand = {
        rules.ordered(one, other)
        for one, other in same.filter(Q(first_id__in=keys) & Q(second_id__in=keys)).values_list(
            "first_id", "second_id"
        )
    }
    told = [t for t in made if rules.ordered(t.first_id, t.second_id) in stand]
    if told:
        both = "、".join(f"{names[t.first_id]}与{names[t.second_id]}" for t in told[:5])
        text = _("%(both)s 当天的谈话已记过，请去掉再存")
        raise Refused(text % {"both": both}, "people")
