"""What partners leave as facts: pairs, their years, deeds owed and deeds done."""

from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from xianfeng.kernel.facts import FactKind
from xianfeng.partners import rules
from xianfeng.partners.models import Deed, Pair, PairYear
from xianfeng.units.permissions import STAFF


def done() -> QuerySet[Deed]:
    """Return the deeds that are done, confirmed or not yet."""
    return Deed.objects.filter(state__in=rules.COUNTED)


def _of_pairs() -> QuerySet[Deed]:
    return done().filter(pair__isnull=False)


def _between() -> QuerySet[Deed]:
    return done().filter(pair=None)


def owed() -> QuerySet[Any]:
    """Return the agreed deeds with a day, each at the unit that does it (``owing_id``).

    What a community or somebody named owes stands in no tree, and is on their pages alone.
    """
    given = When(direction="given", then=F("unit_id"))
    path = When(direction="given", then=F("unit__path"))
    rows: QuerySet[Any] = Deed.objects.filter(
        state__in=("agreed", *rules.COUNTED), due_on__isnull=False
    ).annotate(owing_id=Case(given, default=F("other_id")))
    rows = rows.annotate(owing_path=Case(path, default=F("other__path")))
    return rows.filter(owing_id__isnull=False)


def years() -> QuerySet[Any]:
    """Return the years of pairs with ``third_on``, the day of the third deed, or None."""
    theirs = _of_pairs().filter(
        pair=OuterRef("pair"), done_on__gte=OuterRef("from_on"), done_on__lt=OuterRef("until_on")
    )
    days = theirs.order_by("done_on", "pk").values("done_on")
    third = Subquery(days[rules.NEEDED - 1 : rules.NEEDED])
    return PairYear.objects.annotate(third_on=third)


def _reached() -> QuerySet[Any]:
    return years().filter(third_on__isnull=False)


def _other(row: Any) -> str:
    return str(row.other_side)


def _pair(row: Any) -> str:
    return str(row.pair.other_side)


def _partner(row: Any) -> str:
    return str(row.pair.other_side if row.pair is not None else row.community.name)


def _direction(row: Any) -> str:
    return str(row.get_direction_display())


def _state(row: Any) -> str:
    return str(row.get_state_display())


_SIDES = ("unit", "place", "community", "other")
_PAIRED = ("pair__place", "pair__community", "pair__other")
_DEED = (
    ("党组织", "unit__name"),
    ("对方", _partner),
    ("方向", _direction),
    ("实事", "title"),
    ("办成日期", "done_on"),
    ("状态", _state),
)

PAIR = FactKind(
    id="partners.pair",
    title="结对",
    rows=Pair.objects.all,
    since="from_on",
    until="until_on",
    columns=(("党组织", "unit__name"), ("对方", _other), ("结对日期", "from_on")),
    page="partners:pair",
    related=_SIDES,
    roles=STAFF,
)


def _year(
    name: str,
    title: str,
    rows: Any,
    on: str = "",
    since: str = "",
    until: str = "",
    due: str = "",
    done: str = "",
) -> FactKind:
    return FactKind(
        id=f"partners.{name}",
        title=title,
        rows=rows,
        unit="pair__unit_id",
        path="pair__unit__path",
        columns=(
            ("党组织", "pair__unit__name"),
            ("对方", _pair),
            ("年度", "year"),
            ("办成第三件的日期", "third_on"),
        ),
        page="partners:pair",
        page_key="pair_id",
        related=("pair__unit", *_PAIRED),
        roles=STAFF,
        on=on,
        since=since,
        until=until,
        due=due,
        done=done,
    )


YEAR = _year(
    "year",
    "结对每年办三件实事",
    lambda: years().filter(due_on__isnull=False),
    on="due_on",
    due="due_on",
    done="third_on",
)
THREE = _year("three", "办成三件实事的结对", _reached, since="third_on", until="until_on")


def _deed(name: str, title: str, rows: Any) -> FactKind:
    return FactKind(
        id=f"partners.{name}",
        title=title,
        rows=rows,
        on="done_on",
        dims={"category": "category", "direction": "direction", "community": "community__name"},
        columns=_DEED,
        page="partners:deed",
        related=("unit", "community", "pair", *_PAIRED),
        roles=STAFF,
    )


DONE = _deed("deed_done", "结对实事", _of_pairs)
BETWEEN = _deed("between", "双服务实事", _between)
OWED = FactKind(
    id="partners.deed",
    title="商定的实事",
    rows=owed,
    unit="owing_id",
    path="owing_path",
    on="due_on",
    due="due_on",
    done="done_on",
    columns=(("实事", "title"), ("约定日期", "due_on"), ("办成日期", "done_on"), ("状态", _state)),
    page="partners:deed",
    related=("unit", "community", "pair", *_PAIRED),
    roles=STAFF,
)

OF_PAIRS = (PAIR, YEAR, THREE)
OF_DEEDS = (DONE, BETWEEN, OWED, YEAR, THREE)
KINDS = (PAIR, YEAR, THREE, DONE, BETWEEN, OWED)


def last_day(day: date) -> date:
    """Return the day on which the deeds of a day's year are owed."""
    return date(day.year, 12, 31)
