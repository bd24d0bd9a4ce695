"""知情、参与、表决、监督: the rights of members as facts of a period, never as anybody's score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.units import queries as units
from xianfeng.units.models import Unit
from xianfeng.voice import permissions
from xianfeng.voice.enums import Outcome
from xianfeng.voice.models import Opinion
from xianfeng.voice.queries import opinions
from xianfeng.voice.queries.addressed import consultations, library, notices

# What other contexts record, where they do: (the fact kind, its title, its measure).
MEETINGS = (("life.meeting", _("组织生活会议"), _("次")),)
VOTES = (
    ("voting.held", _("表决"), _("次")),
    ("elections.held", _("选举"), _("次")),
    ("elections.result", _("选举"), _("次")),
)
REVIEWS = (("reviews.review", _("民主评议党员"), _("次")),)


@dataclass(frozen=True)
class Count:
    """A number of facts of a period, with what is counted."""

    title: str | Promise
    number: int
    measure: str | Promise


@dataclass(frozen=True)
class Part:
    """One of the four rights with what stands for it."""

    title: str | Promise
    counts: tuple[Count, ...]


def rights(viewer: Viewer, unit: Unit, first: date, last: date) -> tuple[Part, ...]:
    """Return the four rights in a unit and a period, from the facts that the viewer may see."""
    here = permissions.said_to(unit)
    given = opinions.received_by(viewer, unit)
    return _parts(viewer, [unit.pk], here, given, first, last)


def own_rights(viewer: Viewer, first: date, last: date) -> tuple[Part, ...]:
    """Return the four rights of whoever looks: what their units said, asked and decided."""
    held = units.visible_to(viewer).filter(path__in=viewer.paths())
    here = Q(pk__in=[])
    for unit in held:
        here |= permissions.said_to(unit)
    given = opinions.own(viewer, last)
    return _parts(viewer, [unit.pk for unit in held], here, given, first, last)


def _parts(
    viewer: Viewer,
    unit_ids: list[int],
    here: Q,
    given: QuerySet[Opinion],
    first: date,
    last: date,
) -> tuple[Part, ...]:
    span = (first, last)
    told = notices(viewer, last).filter(here, from_on__range=span)
    read = library(viewer).filter(here, added_on__range=span)
    asked = consultations(viewer, last).filter(here, asked_on__range=span)
    came = given.filter(received_on__range=span)
    taken = came.filter(outcome__in=[Outcome.TAKEN, Outcome.PARTLY])
    answered = came.filter(answered_on__isnull=False)
    timely = answered.filter(answered_on__lte=F("due_on"))
    others = _Others(viewer, unit_ids, first, last)
    return (
        Part(
            _("知情"),
            (
                Count(_("通知"), told.count(), _("件")),
                Count(_("资料"), read.count(), _("件")),
                *others.counts(MEETINGS),
            ),
        ),
        Part(
            _("参与"),
            (
                Count(_("征求意见"), asked.count(), _("次")),
                Count(_("提出意见"), came.count(), _("条")),
                Count(_("采纳和部分采纳"), taken.count(), _("条")),
            ),
        ),
        Part(_("表决"), tuple(others.counts(VOTES))),
        Part(
            _("监督"),
            (
                Count(_("已答复的意见"), answered.count(), _("条")),
                Count(_("按时答复"), timely.count(), _("条")),
                *others.counts(REVIEWS),
            ),
        ),
    )


@dataclass(frozen=True)
class _Others:
    """Facts of the contexts beside this one: known by name, counted when they are declared."""

    viewer: Viewer
    unit_ids: list[int]
    first: date
    last: date

    def counts(self, wanted: Iterable[tuple[str, str | Promise, str | Promise]]) -> list[Count]:
        known = {kind.id: kind for kind in facts.every()}
        return [
            Count(title, self._rows(known[name]).count(), measure)
            for name, title, measure in wanted
            if name in known and self._told(known[name])
        ]

    def _told(self, kind: facts.FactKind) -> bool:
        """True when the viewer's role may read the kind: a number of nothing seen is no zero."""
        return kind.roles is None or bool(self.viewer.paths(kind.roles | {OPERATOR_ROLE}))

    def _rows(self, kind: facts.FactKind) -> QuerySet[Any]:
        here = kind.visible_to(self.viewer).filter(**{f"{kind.unit}__in": self.unit_ids})
        return here.filter(kind.during(self.first, self.last))
