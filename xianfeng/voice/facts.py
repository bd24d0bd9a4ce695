"""What the voice of members leaves as facts: notices, consultations, opinions and answers."""

from typing import Any

from django.db.models import BooleanField, Case, F, QuerySet, Value, When

from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF
from xianfeng.voice.models import Consultation, Notice, Opinion


def _notices() -> QuerySet[Notice]:
    return Notice.objects.filter(withdrawn_on=None)


def _consultations() -> QuerySet[Consultation]:
    return Consultation.objects.filter(withdrawn_on=None)


def _opinions() -> QuerySet[Any]:
    timely = When(answered_on__isnull=False, answered_on__lte=F("due_on"), then=Value(True))
    return Opinion.objects.annotate(
        timely=Case(timely, default=Value(False), output_field=BooleanField())
    )


def _subject(row: Any) -> str:
    return str(row.get_subject_display())


def _outcome(row: Any) -> str:
    return str(row.get_outcome_display())


NOTICE = FactKind(
    "voice.notice",
    "通知",
    rows=_notices,
    on="from_on",
    columns=(("党组织", "unit__name"), ("通知", "title"), ("自", "from_on"), ("至", "until_on")),
    page="voice:notice",
    related=("unit",),
)

CONSULTATION = FactKind(
    "voice.consultation",
    "征求意见",
    rows=_consultations,
    on="asked_on",
    columns=(
        ("党组织", "unit__name"),
        ("征求意见", "title"),
        ("发起日期", "asked_on"),
        ("截止日期", "due_on"),
        ("决定日期", "decided_on"),
    ),
    page="voice:consultation",
    related=("unit",),
)

# Neither the words nor the name of who gave it: a list of opinions is not a list of people.
OPINION = FactKind(
    "voice.opinion",
    "意见",
    rows=_opinions,
    on="received_on",
    due="due_on",
    done="answered_on",
    dims={"kind": "subject", "timely": "timely", "outcome": "outcome"},
    columns=(
        ("党组织", "unit__name"),
        ("关于", _subject),
        ("收到日期", "received_on"),
        ("答复时限", "due_on"),
        ("答复日期", "answered_on"),
        ("结果", _outcome),
    ),
    page="voice:opinion",
    related=("unit", "consultation"),
    roles=STAFF,
)

KINDS = (NOTICE, CONSULTATION, OPINION)
