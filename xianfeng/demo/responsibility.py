"""A year's duty lists of all posts: issued from one set of templates, signed, noted at mid-year."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.members.models import Post
from xianfeng.responsibility import rules, usual
from xianfeng.responsibility.enums import Finding, Half, Kind, ListState
from xianfeng.responsibility.models import DutyItem, DutyList, Note, Template, TemplateItem
from xianfeng.units.models import Unit

_DONE = ("已经支委会研究并落实", "按安排完成，有记录", "上半年开展 1 次", "已明确到人，按月跟进")
_GOING = ("正在推进，下半年完成", "方案已定，正在落实", "")
_REASONS = ("任职后分工尚未明确", "时间安排较紧，下半年补上")
_CHUNK = 2_000


def make_responsibility(
    random: Random, city: City, rolls: list[Roll], year: int, today: date
) -> None:
    """Create the committee's templates and a list for each post that was held when it issued."""
    of = year if today >= date(year, 2, 20) else year - 1
    maker = _Lists(random, city, of, min(today, date(of, 12, 31)))
    branches = {roll.branch.unit.pk: roll.branch.unit for roll in rolls}
    units = {unit.pk: unit for unit in city.units} | branches
    posts = _held(list(units), maker.issued)
    for start in range(0, len(posts), _CHUNK):
        maker.save([(units[post.unit_id], post) for post in posts[start : start + _CHUNK]])


def _held(units: list[int], on: date) -> list[Post]:
    """Return the posts held on a day by rank, one of each kind for a person in a unit."""
    found = Post.objects.filter(from_on__lte=on, until_on=None, title__in=list(rules.KIND_OF))
    once: dict[tuple[int, int, str], Post] = {}
    known = set(units)
    for post in found.order_by("unit__path", "pk"):
        if post.unit_id in known:
            once.setdefault((post.unit_id, post.member_id, rules.KIND_OF[post.title]), post)
    return list(once.values())


class _Lists:
    """Draws and stores the lists of some posts at a time."""

    def __init__(self, random: Random, city: City, year: int, until: date) -> None:
        self.random, self.year, self.until, self.root = random, year, until, city.root
        self.issued = date(year, 2, 20)
        self.lines = {kind: usual.lines(kind, year) for kind in Kind.values}
        templates = store(
            Template(unit=city.root, kind=kind, year=year, published_on=date(year, 1, 25))
            for kind in Kind.values
        )
        store(
            TemplateItem(template=template, seq=seq, **line)
            for template in templates
            for seq, line in enumerate(self.lines[template.kind], 1)
        )

    def save(self, held: list[tuple[Unit, Post]]) -> None:
        """Store the lists of posts with their items and notes."""
        lists = store(self._list(unit, post) for unit, post in held)
        items = store(
            DutyItem(duty_list=row, seq=seq, **line)
            for row in lists
            for seq, line in enumerate(self.lines[row.kind], 1)
        )
        store(note for item in items for note in self._notes(item))

    def _list(self, unit: Unit, post: Post) -> DutyList:
        """Return a list as most are: signed within days, noted in July."""
        row = DutyList(
            unit=unit, issuer=self.root, member_id=post.member_id, title=post.title,
            kind=rules.KIND_OF[post.title], year=self.year, state=ListState.ISSUED.value,
            issued_on=self.issued, sign_by=rules.sign_by(self.issued),
            mid_due_on=rules.midyear_due(self.year, self.issued),
            year_due_on=rules.yearend_due(self.year),
        )  # fmt: skip
        signed = self.issued + timedelta(days=self.random.randint(1, 16))
        if signed > self.until or self.random.random() < 0.03:
            return row
        row.state, row.signed_on = ListState.SIGNED.value, signed
        row.on_behalf = self.random.random() < 0.3
        noted = date(self.year, 7, 3) + timedelta(days=self.random.randint(0, 30))
        if noted <= self.until and self.random.random() < 0.96:
            row.state, row.mid_on = ListState.MID_NOTED.value, noted
        closed = date(self.year, 12, 5) + timedelta(days=self.random.randint(0, 50))
        if closed <= self.until and row.mid_on is not None:
            row.state, row.closed_on = ListState.CLOSED.value, closed
        row.version = 4
        return row

    def _notes(self, item: DutyItem) -> Iterator[Note]:
        """Yield what was noted of an item that no fact measures."""
        row = item.duty_list
        if item.measured:
            return
        if row.mid_on is not None:
            yield self._note(item, Half.MIDYEAR, row.mid_on, 0.55)
        if row.closed_on is not None:
            yield self._note(item, Half.YEAREND, row.closed_on, 0.95)

    def _note(self, item: DutyItem, half: Half, day: date, done: float) -> Note:
        chance = self.random.random()
        finding, words = Finding.DONE, self.random.choice(_DONE)
        if chance > done:
            finding, words = Finding.UNDER_WAY, self.random.choice(_GOING)
        if chance > done + (1 - done) * 0.9:
            finding, words = Finding.NOT_YET, self.random.choice(_REASONS)
        return Note(
            item=item, half=half.value, finding=finding.value, words=words, noted_on=day,
            on_behalf=item.duty_list.on_behalf,
        )  # fmt: skip
