"""Reads a ledger of deployments: whom and which place a row means, what is new or changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.db.models import Q
from django.utils.translation import gettext as _

from xianfeng.checkin.enums import DeploymentKind
from xianfeng.checkin.ledger import whom
from xianfeng.checkin.models import Deployment
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, CONFLICT, NEW, UNCHANGED, Importer, Plan
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place

Places = dict[tuple[str, str], list[Place]]
Key = tuple[str, int, int]
_FIRST = DeploymentKind.FIRST_SECRETARY


@dataclass(slots=True)
class Row:
    """What one row says; ``stands`` is the deployment it repeats or ends."""

    unit: int
    member: int
    place: int
    kind: DeploymentKind
    from_on: date
    until_on: date | None
    stands: Deployment | None = None

    @property
    def key(self) -> Key:
        """Return what may be held once at a time: an estate's post, or a member's place."""
        return _key(self.kind, self.member, self.place)


def check(frame: Frame, importer: Importer) -> None:
    """Find unit, member and place of every row, and reject what cannot be."""
    units, places, spells = whom.units(frame, importer), _places(), whom.spells(frame)
    rows: dict[int, Row] = {}
    for index in range(len(frame)):
        unit = units.get(frame["unit_code"][index])
        if unit is None and frame["unit_code"][index]:
            frame.reject(index, "unit_code", "unit_not_found")
        place, kind = _place(frame, index, places), frame["kind"][index]
        since, until = frame["from_on"][index], frame["until_on"][index]
        if since and until and until <= since:
            text = _("结束日期应在开始日期之后")
            frame.reject(index, "until_on", "date_invalid", text)
        if unit is None or place is None or since is None:
            continue
        spell = whom.spell(frame, index, unit, spells, since)
        if spell is not None and kind is not None:
            rows[index] = Row(spell.unit_id, spell.member_id, place.pk, kind, since, until)
    frame.resolved["rows"] = rows
    frame.once("name", lambda index: _same(rows[index]) if index in rows else None)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare with what stands; whoever is there already, or a post that is held, is a conflict."""
    rows: dict[int, Row] = frame.resolved["rows"]
    made = Plan(work=rows)
    standing = _standing([rows[index] for index in frame.live()])
    repeated = {_same(one): one for found in standing.values() for one in found}
    for index in frame.live():
        rows[index].stands = repeated.get(_same(rows[index]))
    spans = _spans(standing, (rows[index] for index in frame.live()))
    for index in list(frame.live()):
        row = rows[index]
        made.states[index] = _state(row)
        if made.states[index] == UNCHANGED:
            continue
        if _overlaps(row, spans[row.key]):
            text = _("这段时间此人已在这里，或这个小区已有第一书记，请核对前任的结束日期")
            frame.reject(index, "from_on", CONFLICT, text)
            made.states[index] = CONFLICT
        elif row.stands is not None:
            old = row.stands.until_on.isoformat() if row.stands.until_on else "—"
            title = frame.heading("until_on")
            made.changes[index] = [(title, old, str(row.until_on))]
    return made


def _state(row: Row) -> str:
    if row.stands is None:
        return NEW
    same = row.until_on is None or row.until_on == row.stands.until_on
    return UNCHANGED if same else CHANGED


def _spans(
    standing: dict[Key, list[Deployment]], rows: Iterable[Row]
) -> dict[Key, list[tuple[date, date | None]]]:
    """Return the spells there would be of each key: what stands, as the rows would leave it."""
    found: dict[Key, list[tuple[date, date | None]]] = {}
    ended: dict[int, date | None] = {}
    for row in rows:
        found.setdefault(row.key, [])
        if row.stands is None:
            found[row.key].append((row.from_on, row.until_on))
        elif row.until_on is not None:
            ended[row.stands.pk] = row.until_on
    for key, there in standing.items():
        spells = [(one.from_on, ended.get(one.pk, one.until_on)) for one in there]
        found.setdefault(key, []).extend(spells)
    return found


def _overlaps(row: Row, spans: list[tuple[date, date | None]]) -> bool:
    """True where another spell of the key shares a day with the row."""
    met = [
        (since, until)
        for since, until in spans
        if (row.until_on is None or since < row.until_on) and (until is None or until > row.from_on)
    ]
    return len(met) > 1


def _standing(rows: list[Row]) -> dict[Key, list[Deployment]]:
    """Return the deployments that share a key with a row, or repeat it."""
    found: dict[Key, list[Deployment]] = {}
    keys = {row.key for row in rows}
    for part in batched(rows, whom.PART):
        members = {row.member for row in part}
        estates = {row.place for row in part if row.kind == _FIRST}
        asked = Q(member__in=members) | Q(place__in=estates, kind=_FIRST.value)
        for one in Deployment.objects.filter(asked).order_by("pk"):
            key = _key(DeploymentKind(one.kind), one.member_id, one.place_id)
            if key in keys and one not in found.get(key, []):
                found.setdefault(key, []).append(one)
    return found


def _key(kind: DeploymentKind, member: int, place: int) -> Key:
    return kind.value, 0 if kind == _FIRST else member, place


def _same(row: Row | Deployment) -> tuple[int, int, str, date]:
    if isinstance(row, Row):
        return row.member, row.place, row.kind.value, row.from_on
    return row.member_id, row.place_id, row.kind, row.from_on


def _place(frame: Frame, index: int, places: Places) -> Place | None:
    """Return the one place a row means; reject what is unknown, or no estate for a secretary."""
    town, inner = frame["community"][index], frame["place"][index] or ""
    kind = frame["kind"][index]
    if not town or kind is None:
        return None
    if (town, "") not in places:
        text = _("没有这个社区，请核对名称，或先导入社区台账")
        frame.reject(index, "community", "choice_unknown", text)
        return None
    fits = [
        one
        for one in places.get((town, inner), [])
        if kind != _FIRST or one.level == GridLevel.ESTATE
    ]
    if len(fits) == 1:
        return fits[0]
    text = _("这个社区没有这个网格或小区，请核对名称；第一书记要写小区")
    if fits:
        text = _("这个社区有几处同名，请在前面加上网格名称")
    frame.reject(index, "place", "choice_unknown", text)
    return None


def _places() -> Places:
    """Return every place by its community and its name: alone, or after that of its grid."""
    found: Places = {}
    for one in Place.objects.select_related("parent__parent").order_by("pk"):
        above = one.parent
        if above is None:
            found[one.name, ""] = [one]
        elif above.parent is None:
            found.setdefault((above.name, one.name), []).append(one)
        else:
            for name in (one.name, above.name + one.name, f"{above.name}/{one.name}"):
                found.setdefault((above.parent.name, name), []).append(one)
    return found
