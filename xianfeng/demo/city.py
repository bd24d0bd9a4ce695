"""The tree of a fictitious city: units, agencies, terms, communities."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from xianfeng.demo import words
from xianfeng.demo.store import store
from xianfeng.units.enums import GridLevel, Sector, UnitKind
from xianfeng.units.models import Agency, Place, Term, Unit, UnitState

ROOT_PATH = "00001"


@dataclass
class Branch:
    """A branch as the other makers need it: its row, its groups, how many members it shall have."""

    unit: Unit
    sector: str
    size: int
    groups: list[Unit] = field(default_factory=list)


@dataclass
class City:
    """What the tree consists of."""

    root: Unit
    units: list[Unit]
    branches: list[Branch]
    communities: list[Place]


def make_city(random: Random, agencies: int, members: int, year: int) -> City:
    """Create the units and places of a city of about that size, all in being before ``year``."""
    root = Unit(
        code="YX",
        name=f"中共{words.CITY}直属机关工作委员会",
        kind=UnitKind.WORKING_COMMITTEE,
        path=ROOT_PATH,
        established_on=date(1984, 5, 1),
    )
    root.agency = Agency.objects.create(name=f"{words.CITY}直属机关工作委员会", sector=Sector.PARTY)
    root.save()
    builder = _Builder(random, root, year)
    bodies = [_agency(random, number) for number in range(agencies)]
    store(bodies)
    for number, (body, size) in enumerate(
        zip(bodies, _sizes(random, agencies, members), strict=True), 1
    ):
        builder.add_agency(number, body, size)
    builder.save()
    return City(root, builder.units, builder.branches, _communities(random, members))


def _agency(random: Random, number: int) -> Agency:
    fields, institutions = words.AGENCY_FIELDS, words.INSTITUTION_FIELDS
    round_, place = divmod(number, len(fields) + len(institutions))
    suffix = f"第{round_ + 1}分局" if round_ else ""
    if place < len(fields):
        return Agency(name=f"{words.CITY}{fields[place]}局{suffix}", sector=Sector.ADMINISTRATION)
    name = f"{words.CITY}{institutions[place - len(fields)]}中心{suffix}"
    return Agency(name=name, sector=random.choice([Sector.INSTITUTION, Sector.ENTERPRISE]))


def _sizes(random: Random, agencies: int, members: int) -> list[int]:
    """Return how many members each agency has; uneven, and the sum is ``members``."""
    weights = [random.lognormvariate(0, 0.7) for _ in range(agencies)]
    whole = sum(weights)
    sizes = [max(3, int(members * weight / whole)) for weight in weights]
    place = 0
    while sum(sizes) != members and place < 100 * agencies:
        step = 1 if sum(sizes) < members else -1
        index = place % agencies
        if sizes[index] + step >= 3:
            sizes[index] += step * min(max(1, abs(members - sum(sizes)) // agencies), 50)
            sizes[index] = max(3, sizes[index])
        place += 1
    return sizes


class _Builder:
    """Builds the units level by level, so that each level is one bulk insert."""

    def __init__(self, random: Random, root: Unit, year: int) -> None:
        self.random, self.root, self.year = random, root, year
        self.levels: dict[int, list[Unit]] = {}
        self.units = [root]
        self.branches: list[Branch] = []

    def add_agency(self, number: int, body: Agency, size: int) -> None:
        """Add an agency's units: committee from 100 members, general branch from 50."""
        established = date(1990, 1, 1) + timedelta(days=self.random.randrange(9000))
        stem = body.name
        if size < 50:
            self._branch(self.root, number, stem, "", body, size, established)
            return
        kind = UnitKind.COMMITTEE if size >= 100 else UnitKind.GENERAL_BRANCH
        name = f"中共{stem}{'机关委员会' if size >= 100 else '总支部委员会'}"
        top = self._unit(self.root, number, name, kind, body, established)
        count = max(2, round(size / 24))
        parts = -(-count // 10) if count > 15 else 1
        done = 0
        for part in range(1, parts + 1):
            parent = top
            if parts > 1:
                title = f"中共{stem}第{part}总支部委员会"
                parent = self._unit(top, part, title, UnitKind.GENERAL_BRANCH, body, established)
            here = count * part // parts - count * (part - 1) // parts
            for place in range(1, here + 1):
                done += 1
                share = size * done // count - size * (done - 1) // count
                self._branch(parent, place, stem, f"第{done}", body, share, established)

    def _branch(
        self,
        parent: Unit,
        place: int,
        stem: str,
        ordinal: str,
        body: Agency,
        size: int,
        established: date,
    ) -> None:
        retired = ordinal and self.random.random() < 0.06
        kind = UnitKind.RETIRED_BRANCH if retired else UnitKind.BRANCH
        name = f"中共{stem}{'离退休' if retired else ''}{ordinal}支部委员会"
        branch = self._unit(parent, place, name, kind, body, established)
        made = Branch(branch, body.sector, size)
        self.branches.append(made)
        if size >= 32:
            for number in range(1, 3 if size < 45 else 4):
                made.groups.append(
                    self._unit(
                        branch,
                        number,
                        f"{stem}{ordinal}支部第{number}党小组",
                        UnitKind.GROUP,
                        body,
                        established,
                    )
                )

    def _unit(
        self, parent: Unit, place: int, name: str, kind: UnitKind, body: Agency, since: date
    ) -> Unit:
        unit = Unit(
            code=f"{parent.code}{place:03d}"
            if parent is self.root
            else f"{parent.code}{place:02d}",
            name=name,
            kind=kind,
            path=f"{parent.path}{place:05d}",
            agency=body,
            established_on=since,
        )
        unit.parent = parent
        self.levels.setdefault(unit.depth, []).append(unit)
        return unit

    def save(self) -> None:
        """Insert all levels from the top, then the terms."""
        for depth in sorted(self.levels):
            for unit in self.levels[depth]:
                unit.parent_id = unit.parent.pk if unit.parent else None
            store(self.levels[depth])
            self.units.extend(self.levels[depth])
        store(map(self._term, self._with_terms()))
        store(map(self._state, self.units))

    def _state(self, unit: Unit) -> UnitState:
        shown = {name: getattr(unit, name) for name in ("name", "kind", "path", "agency")}
        return UnitState(unit=unit, from_on=unit.established_on, **shown)

    def _with_terms(self) -> list[Unit]:
        without = {UnitKind.WORKING_COMMITTEE, UnitKind.GROUP}
        return [unit for unit in self.units if unit.kind not in without]

    def _term(self, unit: Unit) -> Term:
        """Five years for a committee, three otherwise (机关条例 5–7); a few are past due."""
        years = 5 if unit.kind == UnitKind.COMMITTEE else 3
        age = self.random.randrange(int(years * 365 * 1.03))
        from_on = date(self.year, 11, 20) - timedelta(days=age)
        if from_on.month == 2 and from_on.day == 29:
            from_on -= timedelta(days=1)
        return Term(
            unit=unit,
            from_on=from_on,
            until_on=from_on.replace(year=from_on.year + years),
            years=years,
        )


def _communities(random: Random, members: int) -> list[Place]:
    """Create communities, about one for 40 members, each with grids and estates."""
    count = min(400, max(8, members // 40))
    names = [
        f"{random.choice(words.COMMUNITY_FIRST)}{random.choice(words.COMMUNITY_SECOND)}"
        f"{random.choice(words.COMMUNITY_THIRD)}{number:02d}社区"
        for number in range(1, count + 1)
    ]
    communities = [Place(level=GridLevel.COMMUNITY, name=name) for name in names]
    store(communities)
    grids = [
        Place(level=GridLevel.GRID, name=f"第{number}网格", parent=community)
        for community in communities
        for number in range(1, random.randint(3, 5) + 1)
    ]
    store(grids)
    estates = [
        Place(
            level=GridLevel.ESTATE,
            name=f"{random.choice(words.ESTATE_FIRST)}{random.choice(words.ESTATE_SECOND)}小区",
            parent=grid,
        )
        for grid in grids
    ]
    store(estates)
    return communities
