"""A year of collection tasks, work groups, and what branches typed by their meetings and talks.

The made city's facts were stored, not typed, so its audit chain holds no entry for them. What
branches would have typed for them is stored as the meter would have derived it.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xianfeng.burden import rules
from xianfeng.burden.enums import CollectionState, FieldKind, GroupState, ReplyState, Usage
from xianfeng.burden.models import Collection, Entry, Item, MeterHead, Reply, Typed, WorkGroup
from xianfeng.care.models import Talk
from xianfeng.demo.city import City
from xianfeng.demo.store import store
from xianfeng.life.models import Meeting
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

_GROUPS = (
    ("支部工作群", "通知会议和活动"),
    ("学习交流群", "学习资料"),
    ("志愿服务群", "社区服务报名"),
    ("专项工作临时群", "一项专项工作，已经结束"),
)
_PLATFORMS = ("微信", "政务微信")
_About = tuple[str, str, tuple[int, int], CollectionState]
_TASKS: tuple[_About, ...] = (
    ("支部活动场所情况", "安排明年场所改造", (3, 5), CollectionState.CLOSED),
    ("支部党务工作力量情况", "安排明年培训", (9, 10), CollectionState.ISSUED),
)
_FIELDS = {
    "支部活动场所情况": (
        (FieldKind.NUMBER, "活动室面积", "核定改造经费"),
        (FieldKind.CHOICE, "活动室是不是共用", "确定改造次序"),
    ),
    "支部党务工作力量情况": ((FieldKind.NUMBER, "希望参加培训的人数", "安排培训场次"),),
}
_SHARED = ("独用", "共用", "没有")
_CHUNK = 5_000


def make_burden(random: Random, city: City, year: int, today: date) -> None:
    """Create a year of what was asked of the city's units, up to a day."""
    maker = _Burden(random, city, year, min(today, date(year, 12, 31)))
    branches = [branch.unit for branch in city.branches]
    branches = [unit for unit in branches if unit.established_on <= date(year, 1, 1)]
    store([group for unit in branches for group in maker.groups(unit)])
    for about in _TASKS:
        maker.task(about, branches)
    store(maker.typed())
    maker.begin()


class _Burden:
    """Draws one thing after another."""

    def __init__(self, random: Random, city: City, year: int, until: date) -> None:
        self.random, self.city, self.year, self.until = random, city, year, until

    def groups(self, unit: Unit) -> Iterator[WorkGroup]:
        """Yield a branch's groups: most stay, the needless ones go."""
        for number, (name, purpose) in enumerate(_GROUPS[: self.random.randint(1, len(_GROUPS))]):
            looked = date(self.year, 3, 1) + timedelta(days=self.random.randint(0, 40))
            group = WorkGroup(
                unit=unit, name=name, purpose=purpose,
                platform=self.random.choice(_PLATFORMS), people=self.random.randint(5, 60),
                from_on=date(self.year - self.random.randint(1, 4), self.random.randint(1, 12), 8),
                looked_on=min(looked, self.until),
            )  # fmt: skip
            self._decide(group, number)
            yield group

    def _decide(self, group: WorkGroup, number: int) -> None:
        closed = group.looked_on + timedelta(days=30)
        if number == len(_GROUPS) - 1 and closed <= self.until:
            group.state, group.closed_on = GroupState.CLOSED.value, closed
            group.decided_on, group.because = group.looked_on, "专项工作已经结束"
        elif number and self.random.random() < 0.2:
            group.usage = Usage.SELDOM.value
        elif number and self.random.random() < 0.1:
            group.state, group.because = GroupState.PROPOSED.value, "与支部工作群重复"
            group.decided_on, group.close_by = group.looked_on, date(self.year, 12, 20)

    def task(self, about: _About, branches: list[Unit]) -> None:
        """Store one task with its fields and answers, when its day has come."""
        title, purpose, (month, day), state = about
        issued = date(self.year, month, day)
        if issued > self.until:
            return
        due, over = issued + timedelta(days=20), issued + timedelta(days=rules.DEFAULT_DAYS)
        ended = state == CollectionState.CLOSED and due <= self.until
        task = Collection.objects.create(
            unit=self.city.root, title=title, purpose=purpose, due_on=due, expires_on=over,
            kinds=sorted(BRANCH_KINDS), issued_on=issued, closed_on=due if ended else None,
            state=(CollectionState.CLOSED if ended else CollectionState.ISSUED).value,
            ended_because="已经收齐" if ended else "", version=5,
        )  # fmt: skip
        items = list(self._items(task))
        Item.objects.bulk_create(items)
        replies = store([self._reply(task, unit, ended) for unit in branches])
        told = [r for r in replies if r.state == ReplyState.ANSWERED and not r.none]
        store([entry for reply in told for entry in self._entries(reply, items)])

    def _items(self, task: Collection) -> Iterator[Item]:
        yield Item(
            collection=task, seq=1, kind=FieldKind.KNOWN.value, title="组织类别",
            core=rules.core("组织类别"), source="unit.kind",
        )  # fmt: skip
        for seq, (kind, title, reason) in enumerate(_FIELDS[task.title], 2):
            choices = list(_SHARED) if kind == FieldKind.CHOICE else []
            yield Item(
                collection=task, seq=seq, kind=kind.value, title=title, core=rules.core(title),
                reason=reason, choices=choices,
            )  # fmt: skip

    def _reply(self, task: Collection, unit: Unit, ended: bool) -> Reply:
        assert task.issued_on is not None  # noqa: S101  # it was just made so
        reply = Reply(collection=task, unit=unit)
        on = task.issued_on + timedelta(days=self.random.randint(1, 19))
        if on <= self.until and (ended or self.random.random() < 0.8):
            reply.state, reply.answered_on = ReplyState.ANSWERED.value, on
            reply.none, reply.version = self.random.random() < 0.1, 2
        return reply

    def _entries(self, reply: Reply, items: list[Item]) -> Iterator[Entry]:
        for item in items:
            entry = Entry(reply=reply, item=item, value=str(self.random.randint(1, 60)))
            if item.known:
                entry.value, entry.agreed = str(reply.unit.get_kind_display()), True
            elif item.choices:
                entry.value = self.random.choice(item.choices)
            yield entry

    def typed(self) -> Iterator[Typed]:
        """Yield what meetings and talks of the year would have asked of those who record them."""
        span = (date(self.year, 1, 1), self.until)
        made: Counter[tuple[int, date, str]] = Counter()
        meetings = Meeting.objects.filter(held_on__range=span, state="confirmed")
        for unit, day in meetings.values_list("unit_id", "held_on").iterator(_CHUNK):
            made[unit, day.replace(day=1), "life.confirm_meeting"] += 1
        # Talks are recorded many at a time: those of a day in one go.
        talks = Talk.objects.filter(on__range=span).order_by("unit_id", "on")
        for unit, day in talks.values_list("unit_id", "on").distinct().iterator(_CHUNK):
            made[unit, day.replace(day=1), "care.record_talks"] += 1
        for (unit, month, verb), times in sorted(made.items()):
            cost = rules.entry_costs()[verb]
            yield Typed(
                unit_id=unit, month=month, verb=verb, times=times, fields=times * cost.fields,
                seconds=times * cost.seconds, upto=0,
            )  # fmt: skip

    def begin(self) -> None:
        """Have the meter begin with the year, so that it reads on from there."""
        first, last = date(self.year, 1, 1), self.until.replace(day=1)
        MeterHead.objects.create(pk=1, seq=0, digest=rules.digest(), first=first, last=last)
