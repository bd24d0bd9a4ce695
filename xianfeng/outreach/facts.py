"""What outreach records: events, contact points and visits there, integrity education."""

from typing import Any

from django.db.models import F, QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.outreach.models import (
    BaseVisit,
    Contact,
    ContactProblem,
    ContactVisit,
    Event,
    Lesson,
    MassOrganisation,
)
from xianfeng.units.permissions import STAFF


def events() -> QuerySet[Event]:
    """Return the events that stand, with ``people``: all who took part."""
    people = F("members") + F("staff") + F("public")
    return Event.objects.filter(withdrawn="").annotate(people=people)


def visits() -> QuerySet[ContactVisit]:
    """Return the visits to contact points that stand."""
    return ContactVisit.objects.filter(withdrawn="")


def problems() -> QuerySet[ContactProblem]:
    """Return the problems found on visits that stand."""
    return ContactProblem.objects.filter(visit__withdrawn="")


def solved() -> QuerySet[ContactProblem]:
    """Return those of them that were solved."""
    return problems().filter(solved_on__isnull=False)


def base_visits() -> QuerySet[BaseVisit]:
    """Return the visits to bases of education that stand."""
    return BaseVisit.objects.filter(withdrawn="")


def lessons() -> QuerySet[Lesson]:
    """Return the case lessons that stand."""
    return Lesson.objects.filter(withdrawn="")


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


def _edition(event: Event) -> str:
    return event.ordinal


def _organiser(event: Event) -> str:
    return event.organisation.name if event.organisation else event.unit.name


_PROBLEM = (
    ("党组织", "visit__contact__unit__name"),
    ("联系领导", "visit__contact__leader__name"),
    ("走访日期", "visit__on"),
    ("问题", "text"),
    ("解决日期", "solved_on"),
    ("怎么解决的", "solution"),
)
EVENT = FactKind(
    id="outreach.event",
    title="活动",
    rows=events,
    on="on",
    dims={"kind": "kind", "people": "people", "edition": "edition", "series": "series"},
    columns=(
        ("主办", _organiser),
        ("活动", "title"),
        ("类别", _kind),
        ("届次", _edition),
        ("日期", "on"),
        ("参加人数", "people"),
        ("成果", "result"),
    ),
    page="outreach:event",
    related=("unit", "organisation"),
)

MASS = FactKind(
    id="outreach.mass",
    title="群团组织",
    rows=MassOrganisation.objects.all,
    since="set_up_on",
    until="dissolved_on",
    dims={"kind": "kind"},
    columns=(
        ("党组织", "unit__name"),
        ("群团组织", "name"),
        ("类别", _kind),
        ("成立日期", "set_up_on"),
    ),
    page="outreach:organisation",
    related=("unit",),
)

CONTACT = FactKind(
    id="outreach.contact",
    title="领导联系点",
    rows=Contact.objects.all,
    since="from_on",
    until="until_on",
    subject="leader_id",
    columns=(
        ("联系点", "unit__name"),
        ("联系领导", "leader__name"),
        ("自", "from_on"),
        ("至", "until_on"),
    ),
    page="outreach:contact",
    related=("unit", "leader"),
    roles=STAFF,
)

VISIT = FactKind(
    id="outreach.visit",
    title="联系点走访",
    rows=visits,
    unit="contact__unit_id",
    path="contact__unit__path",
    on="on",
    subject="contact__leader_id",
    columns=(
        ("联系点", "contact__unit__name"),
        ("联系领导", "contact__leader__name"),
        ("日期", "on"),
        ("看到的情况", "seen"),
    ),
    page="outreach:visit",
    related=("contact", "contact__unit", "contact__leader"),
    roles=STAFF,
)

PROBLEM = FactKind(
    id="outreach.problem",
    title="联系点发现的问题",
    rows=problems,
    on="visit__on",
    columns=_PROBLEM,
    related=("visit", "visit__contact", "visit__contact__unit", "visit__contact__leader"),
    roles=STAFF,
    unit="visit__contact__unit_id",
    path="visit__contact__unit__path",
    page="outreach:visit",
    page_key="visit_id",
)

SOLVED = FactKind(
    id="outreach.solved",
    title="联系点解决的问题",
    rows=solved,
    on="solved_on",
    columns=_PROBLEM,
    related=("visit", "visit__contact", "visit__contact__unit", "visit__contact__leader"),
    roles=STAFF,
    unit="visit__contact__unit_id",
    path="visit__contact__unit__path",
    page="outreach:visit",
    page_key="visit_id",
)

BASE_VISIT = FactKind(
    id="integrity.visit",
    title="参观廉政教育基地",
    rows=base_visits,
    on="on",
    dims={"people": "people"},
    columns=(
        ("参观单位", "unit__name"),
        ("教育基地", "base__name"),
        ("日期", "on"),
        ("人数", "people"),
    ),
    page="outreach:base_visit",
    related=("unit", "base"),
)

LESSON = FactKind(
    id="integrity.lesson",
    title="警示案例",
    rows=lessons,
    on="on",
    dims={"people": "people"},
    columns=(
        ("党组织", "unit__name"),
        ("案例", "title"),
        ("来源", "source"),
        ("日期", "on"),
        ("人数", "people"),
    ),
    page="outreach:lesson",
    related=("unit",),
)

KINDS = (EVENT, MASS, CONTACT, VISIT, PROBLEM, SOLVED, BASE_VISIT, LESSON)
