"""A year of notices, consultations, opinions and discussions at believable rates."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.units.models import Unit
from xianfeng.voice import rules
from xianfeng.voice.enums import Outcome, Subject
from xianfeng.voice.models import Consultation, LibraryItem, Notice, Opinion, Remark, Thread

_FROM_ABOVE = ("关于做好本季度组织生活的通知", "关于核对党员信息的通知", "关于开展警示教育的通知")
_NOTICES = (
    ("本月主题党日安排", "周五下午三点，会议室。有事请提前告诉组织委员。"),
    ("党费标准核定", "请核对自己的月交纳数额，有出入找组织委员。"),
    ("支部学习安排", "本月学习内容已放在资料里。"),
    ("社区服务活动报名", "周六上午到社区，想参加的告诉宣传委员。"),
)
_LIBRARY = ("中国共产党支部工作条例（试行）", "本月学习提纲", "党员教育管理工作条例要点")
_ASKED = (
    ("主题党日去哪里", "有两个去处：社区服务，或参观教育基地。请说说您的想法。"),
    ("下半年支部工作安排", "草稿已经拟好，请提意见。"),
    ("活动经费怎么用", "今年活动经费的使用打算，请提意见。"),
)
_GIVEN = (
    "去社区服务，办实事。", "时间尽量放在周五下午。", "同意，没有意见。", "希望照顾离得远的同志。",
    "少开会，开短会。", "学习材料提前两天发。",
)  # fmt: skip
_ANSWERS = (
    (Outcome.TAKEN, "照这个意见安排。", 50),
    (Outcome.PARTLY, "时间照办，地点再商量。", 20),
    (Outcome.NOT_TAKEN, "今年经费已定，明年再考虑。", 15),
    (Outcome.EXPLAINED, "已向本人说明情况。", 15),
)
_TALKED = (("主题党日怎么开得更好", ("短一点，实一点。", "可以到社区去开。", "赞成。")),)


def make_voice(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Create what was said, asked and answered in a year, up to today."""
    maker = _Voice(random, year, min(today, date(year, 12, 31)))
    store([*maker.from_above(city.root), *(n for roll in rolls for n in maker.notices(roll))])
    store([item for roll in rolls for item in maker.library(roll)])
    asked = [(row, roll) for roll in rolls for row in maker.consultations(roll)]
    store([row for row, _roll in asked])
    opinions = [one for row, roll in asked for one in maker.of_consultation(row, roll)]
    opinions += [one for roll in rolls for one in maker.opinions(roll)]
    Opinion.objects.bulk_create(opinions, batch_size=2000)
    talked = [(thread, roll) for roll in rolls for thread in maker.threads(roll)]
    store([thread for thread, _roll in talked])
    store([words for thread, roll in talked for words in maker.remarks(thread, roll)])


class _Voice:
    """Draws one branch's year after another."""

    def __init__(self, random: Random, year: int, last: date) -> None:
        self.random, self.first, self.last = random, date(year, 1, 1), last

    def from_above(self, root: Unit) -> Iterator[Notice]:
        """Yield the notices of the top to everybody below it."""
        for title in _FROM_ABOVE:
            day = self._day()
            yield self._notice(root, title, "请各支部按要求办理，有问题随时提。", day, None)

    def notices(self, roll: Roll) -> Iterator[Notice]:
        """Yield a branch's notices, most of them for a fortnight."""
        for _ in range(self.random.randint(3, 9)):
            title, text = self.random.choice(_NOTICES)
            day = self._day()
            yield self._notice(roll.branch.unit, title, text, day, day + timedelta(days=14))

    def library(self, roll: Roll) -> Iterator[LibraryItem]:
        """Yield what stands in a branch's library."""
        for title in self.random.sample(_LIBRARY, self.random.randint(0, 2)):
            day = self._day()
            yield LibraryItem(
                unit=roll.branch.unit, title=title, text="支部存有纸质本，可向组织委员借阅。",
                added_on=day, written_at=_moment(day),
            )  # fmt: skip

    def consultations(self, roll: Roll) -> Iterator[Consultation]:
        """Yield a branch's consultations: named, two weeks long, nearly all decided afterwards."""
        for title, text in self.random.sample(_ASKED, self.random.choice((0, 1, 1, 2))):
            day = self._day()
            closes = day + timedelta(days=14)
            decides = closes + timedelta(days=self.random.randint(2, 12))
            decided = decides if decides <= self.last and self.random.random() < 0.95 else None
            yield Consultation(
                unit=roll.branch.unit, title=title, text=text, anonymous=False, asked_on=day,
                due_on=closes, decided_on=decided,
                decision="支委会研究，多数意见已采纳，照此办理。" if decided else "",
                written_at=_moment(day),
            )  # fmt: skip

    def of_consultation(self, row: Consultation, roll: Roll) -> Iterator[Opinion]:
        """Yield the opinions a consultation brought; a decided one left none unanswered."""
        span = min((self.last - row.asked_on).days, 14)
        for member in self._some(roll, 5):
            came = row.asked_on + timedelta(days=self.random.randint(0, max(span, 0)))
            yield self._opinion(row.unit, Subject.CONSULTATION, member, came, row, row.decided_on)

    def opinions(self, roll: Roll) -> Iterator[Opinion]:
        """Yield opinions that nobody asked for: some anonymous, nearly all answered in time."""
        for member in self._some(roll, 2):
            anonymous = self.random.random() < 0.3
            subject = Subject.SYSTEM if self.random.random() < 0.2 else Subject.WORK
            name = "" if anonymous else member
            yield self._opinion(roll.branch.unit, subject, name, self._day(), None, None)

    def threads(self, roll: Roll) -> Iterator[Thread]:
        """Yield a discussion of every third branch."""
        if self.random.random() < 0.3:
            title, _said = self.random.choice(_TALKED)
            yield Thread(unit=roll.branch.unit, title=title, opened_at=_moment(self._day()))

    def remarks(self, thread: Thread, roll: Roll) -> Iterator[Remark]:
        """Yield what members said in a discussion."""
        said = next(words for title, words in _TALKED if title == thread.title)
        for place, member in enumerate(self._some(roll, len(said))):
            at = thread.opened_at + timedelta(hours=place)
            yield Remark(thread=thread, author_name=member, text=said[place], written_at=at)

    def _opinion(
        self,
        unit: Unit,
        subject: Subject,
        name: str,
        came: date,
        over: Consultation | None,
        by: date | None,
    ) -> Opinion:
        random = self.random
        due = rules.answer_due(came, over.due_on if over else None)
        late = random.random() < 0.06
        day = by or due + timedelta(days=random.randint(1, 9) if late else -random.randint(0, 9))
        answered = max(day, came) <= self.last and (by is not None or random.random() < 0.97)
        outcome, words, _ = random.choices(_ANSWERS, [weight for *_, weight in _ANSWERS])[0]
        return Opinion(
            id=random.getrandbits(62) + 1, unit=unit, consultation=over, subject=subject,
            text=random.choice(_GIVEN), anonymous=not name, author_name=name,
            on_behalf=bool(name), received_on=came, due_on=due,
            answered_on=max(day, came) if answered else None,
            outcome=outcome if answered else "", answer=words if answered else "",
            answered_by="支部书记" if answered else "",
        )  # fmt: skip

    def _notice(self, unit: Unit, title: str, text: str, day: date, until: date | None) -> Notice:
        return Notice(
            unit=unit, title=title, text=text, from_on=day, until_on=until,
            written_at=_moment(day),
        )  # fmt: skip

    def _some(self, roll: Roll, most: int) -> list[str]:
        number = self.random.randint(0, min(most, len(roll.members)))
        return [member.name for member in self.random.sample(roll.members, number)]

    def _day(self) -> date:
        return self.first + timedelta(days=self.random.randint(0, (self.last - self.first).days))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 0)))
