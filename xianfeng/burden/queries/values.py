"""The values of what is known, shown for a nod."""

from collections.abc import Iterable
from datetime import date

from xianfeng.burden.models import Item
from xianfeng.kernel import figures
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Term, Unit
from xianfeng.units.queries import visible_to


def values_of(viewer: Viewer, unit: Unit, items: Iterable[Item], on: date) -> dict[int, str]:
    """Return {item's key: what the system holds of a visible unit}; 未登记 where nothing is."""
    unit = visible_to(viewer).select_related("parent", "agency").get(pk=unit.pk)
    found: dict[int, str] = {}
    spans: dict[tuple[date, date], list[Item]] = {}
    for item in items:
        if not item.source.startswith("figure:"):
            found[item.pk] = _field(unit, item.source)
        elif item.first and item.last:
            spans.setdefault((item.first, item.last), []).append(item)
    for (first, last), asked in spans.items():
        wanted = [figures.get(item.source.removeprefix("figure:")) for item in asked]
        values = figures.compute_all(viewer, wanted, first, min(last, on), unit.path)
        for item, value in zip(asked, values, strict=True):
            found[item.pk] = "未登记" if value.value is None else f"{value.value}{value.measure}"
    return found


def _field(unit: Unit, source: str) -> str:
    if source == "unit.term":
        term = Term.objects.filter(unit=unit, ended_on=None).order_by("-from_on").first()
        return term.until_on.isoformat() if term else "未登记"
    said = {
        "unit.name": unit.name,
        "unit.kind": str(unit.get_kind_display()),
        "unit.parent": unit.parent.name if unit.parent else "",
        "unit.agency": unit.agency.name if unit.agency else "",
        "unit.established": unit.established_on.isoformat(),
    }
    return said.get(source) or "未登记"
