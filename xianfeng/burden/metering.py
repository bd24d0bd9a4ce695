"""Works out what was asked of each unit in each month: see algorithms/burden.md.

What was typed comes from the audit chain, which only grows, so each entry is read once. Who typed
it is looked at only to find the unit for which it was typed; nothing of a person is kept.
"""

from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from xianfeng.burden import rules, sources, statements
from xianfeng.burden.models import BurdenMonth, MeterHead, MonthDerived, Sent, Typed
from xianfeng.kernel import statistics
from xianfeng.kernel.facts import Touched
from xianfeng.kernel.models import AuditEntry, AuditHead
from xianfeng.kernel.periods import Cycle, period_of

_LOCK = 0x62757264
_MANY = 5_000


def ensure(first: date, last: date) -> None:
    """Have the months of a stretch stand, as far as the system was in use; else three queries."""
    head = MeterHead.objects.first()
    if head is not None and _read(head) and not _missing(head, first, last):
        return
    with transaction.atomic():
        _lock()
        head = _begun()
        if not _read(head):
            _absorb(head)
        missing = _missing(head, first, last)
        if missing:
            _derive(missing)


def heard(touched: Touched) -> None:
    """Forget the months that a notice just recorded, or a change of units, may change."""
    if touched.kind not in sources.IDS and touched.kind != "units.unit":
        return
    standing = MonthDerived.objects.all()
    if touched.days is not None and touched.kind != "units.unit":
        standing = standing.filter(month__in={day.replace(day=1) for day in touched.days})
    standing.delete()


def _read(head: MeterHead) -> bool:
    """True when the whole chain was read under the costs of today."""
    upto = AuditHead.objects.filter(pk=1).values_list("seq", flat=True).first() or 0
    return head.digest == rules.digest() and head.seq == upto


def _begun() -> MeterHead:
    """Return how far was read; nothing when there is no row, or the costs have changed."""
    head = MeterHead.objects.first()
    if head is None or head.digest != rules.digest():
        for model in (Typed, MonthDerived, MeterHead):
            model.objects.all().delete()
        head = MeterHead(pk=1, seq=0, digest=rules.digest())
        head.save(force_insert=True)
    return head


def _missing(head: MeterHead, first: date, last: date) -> list[date]:
    """Return the months of a stretch in which the system was in use that do not stand yet."""
    if head.first is None or head.last is None:
        return []
    begin, end = max(first.replace(day=1), head.first), min(last, head.last)
    if begin > end:
        return []
    standing = set(
        MonthDerived.objects.filter(month__gte=begin, month__lte=end).values_list(
            "month", flat=True
        )
    )
    return [month for month in _months(begin, end) if month not in standing]


def _absorb(head: MeterHead) -> None:
    """Add what was written since to the months in which it was written."""
    upto = AuditHead.objects.get(pk=1).seq
    new = AuditEntry.objects.filter(
        seq__gt=head.seq, seq__lte=upto, actor_id__isnull=False, unit_id__isnull=False
    )
    span = new.aggregate(first=Min("at"), last=Max("at"))
    if span["first"] is not None:
        first, last = timezone.localdate(span["first"]), timezone.localdate(span["last"])
        months = _months(first, last)
        statements.add(months, head.seq, upto)
        head.first = min(filter(None, [head.first, months[0]]))
        head.last = max(filter(None, [head.last, months[-1]]))
        standing = MonthDerived.objects.filter(month__in=months).values_list("month", flat=True)
        if upto - head.seq > _MANY:
            statistics.refresh(Typed)
        if standing:
            statements.total(sorted(standing), upto)
    head.seq = upto
    head.save()


def _derive(months: list[date]) -> None:
    """Write notices and totals of whole months anew."""
    Sent.objects.filter(month__in=months).delete()
    BurdenMonth.objects.filter(month__in=months).delete()
    for source in sources.every():
        statements.receive(source, months)
    statements.total(months, None)
    MonthDerived.objects.bulk_create([MonthDerived(month=month) for month in months])
    statistics.refresh(Sent, BurdenMonth)


def _months(first: date, last: date) -> list[date]:
    month, found = period_of(first, Cycle.MONTH), []
    while month.start <= last:
        found.append(month.start)
        month = month.next()
    return found


def _lock() -> None:
    """Let one transaction derive at a time; SQLite's IMMEDIATE transactions already do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
