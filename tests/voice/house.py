"""Examples of the addresses of the online branch, and facts that its figures count."""

from datetime import date, timedelta

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of, of_unit
from tests.voice.build import consultation, item, notice, opinion, thread
from xianfeng.kernel import clock

EXAMPLES = {
    "voice/": Example(SIGNED_IN, answer=200),
    "voice/mine/": Example(SIGNED_IN),
    "voice/opinions/": Example(SIGNED_IN),
    "voice/opinions/export/": Example(STAFF),
    "voice/opinions/new/": Example(STAFF),
    "voice/opinions/<int:pk>/": of(PART, "opinion"),
    "voice/opinions/<int:pk>/answer/": of(PART, "opinion"),
    "voice/notices/<int:pk>/": of(PART, "notice"),
    "voice/notices/<int:pk>/withdraw/": of(PART, "notice"),
    "voice/library/<int:pk>/": of(PART, "library_item"),
    "voice/library/<int:pk>/withdraw/": of(PART, "library_item"),
    "voice/consultations/<int:pk>/": of(PART, "consultation"),
    "voice/consultations/<int:pk>/give/": of(PART, "consultation"),
    "voice/consultations/<int:pk>/decide/": of(PART, "closed_consultation"),
    "voice/consultations/<int:pk>/withdraw/": of(PART, "consultation"),
    "voice/threads/<int:pk>/": of(PART, "thread"),
    "voice/threads/<int:pk>/say/": of(PART, "thread"),
    "voice/threads/<int:pk>/close/": of(PART, "thread"),
    "voice/remarks/<int:pk>/withdraw/": of(PART, "remark", posted=True, answer=302),
    "voice/unit/<path:code>/": of_unit(),
    "voice/unit/<path:code>/rights/": of_unit(),
    "voice/unit/<path:code>/notices/": of_unit(),
    "voice/unit/<path:code>/notices/new/": of_unit(),
    "voice/unit/<path:code>/library/": of_unit(),
    "voice/unit/<path:code>/library/new/": of_unit(),
    "voice/unit/<path:code>/consultations/": of_unit(),
    "voice/unit/<path:code>/consultations/new/": of_unit(),
    "voice/unit/<path:code>/threads/": of_unit(),
    "voice/unit/<path:code>/threads/new/": of_unit(),
}


def furnish(*, a, b, member, people):
    """Make one of everything for unit A, addressed to A alone."""
    later = clock.today() + timedelta(days=30)
    asked = consultation(a, "专属征求意见", due_on=later, below=False)
    closed = consultation(a, "专属征求意见", due_on=date(2021, 3, 20), below=False)
    said = thread(a, "专属讨论", people["superior"], below=False, text="专属的话")
    return {
        "notice": notice(a, "专属通知", below=False).pk,
        "library_item": item(a, "专属资料", below=False).pk,
        "consultation": asked.pk,
        "closed_consultation": closed.pk,
        "opinion": opinion(a, "专属意见", people["superior"]).pk,
        "thread": said.pk,
        "remark": said.remarks.get().pk,
    }


def count(*, root, committee, first, second, beside):
    """Record what the figures count, from January to June 2021."""
    notice(first, from_on=date(2021, 2, 1))
    consultation(first, asked_on=date(2021, 3, 3), due_on=date(2021, 3, 31))
    opinion(first, received_on=date(2021, 4, 1), answered_on=date(2021, 4, 10))
    opinion(second, received_on=date(2021, 4, 2), answered_on=date(2021, 6, 10))
