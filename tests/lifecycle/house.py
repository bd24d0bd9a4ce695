"""A planned change of unit A, its addresses, and the changes that figures count."""

from datetime import date

from tests.house.example import Example, of, of_unit
from tests.units.build import NOW
from xianfeng.lifecycle.models import UnitChange

EXAMPLES = {
    "lifecycle/": Example("staff", refused=(404, 200), send={"state": "planned"}),
    "lifecycle/<int:pk>/": of("part", "change"),
    "lifecycle/<int:pk>/apply/": of("part", "change", posted=True),
    "lifecycle/<int:pk>/cancel/": of("part", "change", posted=True),
    "lifecycle/unit/<path:code>/": of_unit(),
    "lifecycle/unit/<path:code>/plan/<slug:kind>/": Example(
        "part", {"code": "unit", "kind": "change_kind"}
    ),
}


def furnish(*, a, b, member, people):
    """Make a planned renaming of A."""
    planned = UnitChange.objects.create(
        kind="rename",
        unit=a,
        name="专属新名支部",
        effective_on=date(2199, 1, 1),
        recorded_by="专属登记人",
        recorded_at=NOW,
    )
    return {"change": planned.pk, "change_kind": "rename"}


def count(*, root, committee, first, second, beside):
    """Say what was renamed and transferred; where the units stand is not touched."""
    for kind, unit, day in (("rename", first, 3), ("transfer", second, 4)):
        UnitChange.objects.create(
            kind=kind,
            unit=unit,
            target=beside if kind == "transfer" else None,
            state="done",
            effective_on=date(2021, day, 5),
            recorded_by="某人",
            recorded_at=NOW,
            finished_at=NOW,
        )
