"""Waivers and appeals: those the viewer sees, and those that wait for the viewer's word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, rulebook
from xianfeng.duties.enums import AppealState, WaiverState
from xianfeng.duties.models import Appeal, Duty, Waiver
from xianfeng.duties.permissions import DECIDERS, READERS
from xianfeng.duties.queries.cards import cards_in_force
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Asked:
    """A waiver or an appeal in a list: what is asked, by which unit, since when, and its page."""

    plea: Waiver | Appeal
    kind: str
    what: str
    href: str
    decides: bool

    @property
    def period_title(self) -> str:
        """Return the period as people say it."""
        return parse(self.plea.period).title


def waivers_to(viewer: Viewer) -> QuerySet[Waiver]:
    """Return the waivers that the viewer may read, in the fixed order of units."""
    found = Waiver.objects.filter(viewer.within("unit__path", READERS))
    return found.select_related("unit", "asked_by", "decided_by").order_by("unit__path", "pk")


def appeals_to(viewer: Viewer) -> QuerySet[Appeal]:
    """Return the appeals that the viewer may read, in the fixed order of units."""
    found = Appeal.objects.filter(viewer.within("unit__path", READERS))
    return found.select_related("unit", "asked_by", "decided_by").order_by("unit__path", "pk")


def asked_about(viewer: Viewer, as_of: date, under: Unit | None = None) -> list[Asked]:
    """Return what waits for a word on a day in the viewer's part, waivers first.

    Not what no longer needs one: the duty was answered, or the card lifted, in the meantime.
    """
    path = under.path if under is not None else ""
    within = Q(asked_on__lte=as_of) & below("unit__path", path)
    undecided = Q(decided_on=None) | Q(decided_on__gt=as_of)
    key = {name: OuterRef(name) for name in ("rule", "unit", "period", "subject")}
    answered = Q(met_on__lte=as_of) | Q(none_on__lte=as_of)
    waivers = waivers_to(viewer).filter(
        within,
        undecided,
        ~Exists(Duty.objects.filter(answered, **key)),
        ~Q(state=WaiverState.TAKEN_BACK),
    )
    appeals: Iterable[Appeal] = []
    asked = appeals_to(viewer).filter(within, undecided).exclude(state=AppealState.TAKEN_BACK)
    if asked.exists():
        held = cards_in_force(viewer, as_of).order_by().select_related(None)
        appeals = asked.filter(Exists(held.filter(**key)))
    return _listed(viewer, [*waivers, *appeals])


def requests_waiting(viewer: Viewer, as_of: date) -> list[Asked]:
    """Return the waivers and appeals that wait for this viewer's own word on a day."""
    if not viewer.paths(DECIDERS):
        return []
    return [one for one in asked_about(viewer, as_of) if one.decides]


def _listed(viewer: Viewer, pleas: Sequence[Waiver | Appeal]) -> list[Asked]:
    active = {rule.id: rule for rule in rulebook.active()}
    return [
        Asked(
            plea,
            _("申请免办") if isinstance(plea, Waiver) else _("申诉"),
            active[plea.rule].title,
            _page(plea),
            _decides(viewer, plea),
        )
        for plea in pleas
        if plea.rule in active
    ]


def _decides(viewer: Viewer, plea: Waiver | Appeal) -> bool:
    own = plea.asked_by_id is not None and plea.asked_by_id == viewer.user_id
    return permissions.is_superior(viewer, plea.unit) and not own


def _page(plea: Waiver | Appeal) -> str:
    if isinstance(plea, Waiver):
        return reverse("duties:waiver", args=[plea.pk])
    return reverse("duties:card", args=[plea.key])
