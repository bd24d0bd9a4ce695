"""Shortest ways to a notice, a consultation, an opinion and a discussion."""

from datetime import date

from tests.units.build import NOW
from xianfeng.voice.models import Consultation, LibraryItem, Notice, Opinion, Remark, Thread


def notice(unit, title="通知", from_on=date(2021, 3, 1), until_on=None, below=True, **fields):
    return Notice.objects.create(
        unit=unit, title=title, text="内容", from_on=from_on, until_on=until_on, below=below,
        written_at=NOW, **fields,
    )  # fmt: skip


def item(unit, title="资料", below=True, **fields):
    chosen = {"text": "内容", "added_on": date(2021, 3, 2)} | fields
    return LibraryItem.objects.create(unit=unit, title=title, below=below, written_at=NOW, **chosen)


def consultation(unit, title="征求意见", due_on=date(2021, 6, 30), anonymous=False, below=True,
                 asked_on=date(2021, 3, 3), **fields):  # fmt: skip
    return Consultation.objects.create(
        unit=unit, title=title, text="说明", due_on=due_on, anonymous=anonymous, below=below,
        asked_on=asked_on, written_at=NOW, **fields,
    )  # fmt: skip


def opinion(unit, text="意见", user=None, received_on=date(2021, 4, 1), due_on=date(2021, 4, 16),
            answered_on=None, anonymous=False, of=None, **fields):  # fmt: skip
    """Make an opinion; answered when ``answered_on`` is given."""
    answered = {"outcome": "taken", "answer": "照办", "answered_by": "书记"} if answered_on else {}
    subject = "consultation" if of else fields.pop("subject", "work")
    name = "" if anonymous else (user.name if user else "口头")
    return Opinion.objects.create(
        unit=unit, text=text, user=user, author_name=name, anonymous=anonymous, subject=subject,
        consultation=of, received_on=received_on, due_on=due_on, answered_on=answered_on,
        **answered, **fields,
    )  # fmt: skip


def thread(unit, title="讨论", user=None, below=True, text="说的话", **fields):
    made = Thread.objects.create(
        unit=unit, title=title, opened_by=user, below=below, opened_at=NOW, **fields
    )
    name = user.name if user else "某人"
    Remark.objects.create(thread=made, user=user, author_name=name, text=text, written_at=NOW)
    return made
