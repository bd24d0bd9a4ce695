"""Checks of branches: which there are, and each as a sheet with what facts say beside it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from xianfeng.duties.queries import Measure
from xianfeng.kernel.viewer import Viewer
from xianfeng.standards.enums import Reading
from xianfeng.standards.models import Answer, Check, Item, Standard
from xianfeng.standards.permissions import READERS
from xianfeng.standards.queries.editions import branches, standards_to
from xianfeng.standards.queries.measures import measures
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Line:
    """One item of a check: its reading, the value that facts give, or what the branch said."""

    item: Item
    reading: Reading
    text: str
    href: str
    answer: Answer | None

    @staticmethod
    def of(item: Item, measure: Measure | None, answer: Answer | None) -> "Line":
        """Return the line of an item from what facts say of it, or from what the branch said."""
        if measure is not None:
            return Line(item, Reading(measure.reading.value), measure.text, measure.href, None)
        if item.measured:
            return Line(item, Reading.PENDING, _("这一年还没有开始"), "", None)
        if answer is None:
            return Line(item, Reading.UNANSWERED, "", "", None)
        return Line(item, Reading(answer.finding), answer.note, "", answer)

    @property
    def mark(self) -> str:
        """Return the state's mark: shape, word and colour as elsewhere."""
        marks = {Reading.MET: "met", Reading.NOT_YET: "overdue", Reading.PENDING: "open"}
        return marks.get(self.reading, "none")

    @property
    def disputed(self) -> bool:
        """True when the superior does not agree with the branch's finding."""
        return self.answer is not None and self.answer.agreed is False


def visible_to(viewer: Viewer) -> QuerySet[Check]:
    """Return the checks of the viewer's branches."""
    own = viewer.within("unit__path", READERS)
    return Check.objects.filter(own).select_related("unit", "standard__unit")


def checks_to(viewer: Viewer, standard: Standard) -> QuerySet[Check]:
    """Return the checks against a standard, in the fixed order of units."""
    return visible_to(viewer).filter(standard=standard).order_by("unit__path")


def own_checks(viewer: Viewer, unit: Unit) -> QuerySet[Check]:
    """Return a branch's checks against standards in use, the latest year first."""
    standing = visible_to(viewer).filter(unit=unit, standard__withdrawn_on=None)
    return standing.order_by("-standard__year", "standard__unit__path")


def beginnable(viewer: Viewer, unit: Unit, day: date) -> QuerySet[Standard]:
    """Return the standards of the year that apply to a branch without a check of it yet."""
    above = [unit.path[:end] for end in range(5, len(unit.path) + 1, 5)]
    own = Check.objects.filter(standard=OuterRef("pk"), unit=unit)
    if not branches(viewer, unit, day).filter(pk=unit.pk).exists():
        return Standard.objects.none()
    return standards_to(viewer).filter(
        ~Exists(own),
        unit__path__in=above,
        year=day.year,
        published_on__isnull=False,
        withdrawn_on=None,
    )


def sheet(viewer: Viewer, check: Check, as_of: date) -> list[Line]:
    """Return the lines of a check, with what facts say by a day, in whatever state it is."""
    items = list(check.standard.items.all())
    measured = measures(viewer, check.standard, items, [check.unit], as_of)
    answers = {answer.item_id: answer for answer in check.answers.all()}
    return [
        Line.of(item, measured.get((item.pk, check.unit_id)), answers.get(item.pk))
        for item in items
    ]
