"""How the table of duty lists is driven: a list of last year, whose holder has left the post."""

from datetime import date, datetime

from django.utils import timezone

from tests.house.states import Driver
from tests.members.build import post
from tests.responsibility.build import HAND, RULED, City, said
from tests.units.build import NOW
from xianfeng.responsibility import actions, rules
from xianfeng.responsibility.models import DutyList

THEN = datetime(2020, 3, 1, 9, 0, tzinfo=timezone.get_default_timezone())
_DATED = {
    "drafted": {},
    "issued": {"issued_on": date(2020, 3, 1)},
    "signed": {"issued_on": date(2020, 3, 1), "signed_on": date(2020, 3, 2)},
    "mid_noted": {
        "issued_on": date(2020, 3, 1),
        "signed_on": date(2020, 3, 2),
        "mid_on": date(2020, 7, 1),
    },
    "closed": {
        "issued_on": date(2020, 3, 1),
        "signed_on": date(2020, 3, 2),
        "closed_on": date(2021, 1, 5),
    },
}
_ENDED = {"issued_on": date(2020, 3, 1), "ended_on": date(2020, 9, 1), "reason": "换人"}
_WORLD = {}


def build():
    """Return the city's people; the secretary of the first branch has just changed."""
    city = City()
    _WORLD["city"] = city
    held = city.posts[0]
    held.until_on = date(2021, 6, 1)
    held.save(update_fields=["until_on"])
    post(city.next, city.one, "secretary", since=date(2021, 6, 1))
    return city.users


def make(state):
    """Make a list of 2020 in a state, with an item for the hand and one for the facts."""
    city = _WORLD["city"]
    row = DutyList.objects.create(
        unit=city.one, issuer=city.office, member=city.zhang, title="secretary", kind="first",
        year=2020, state=state, sign_by=date(2020, 3, 16), mid_due_on=date(2020, 7, 31),
        year_due_on=date(2021, 1, 31), **_DATED.get(state, _ENDED),
    )  # fmt: skip
    for seq, entry in enumerate((HAND, RULED), 1):
        row.items.create(seq=seq, **vars(entry))
    return row


def given(verb, row):
    """Return what the action of a verb takes beside the list and its version."""
    return {
        "tailor_list": {"added": [HAND]},
        "issue_list": {"sign_by": date(2021, 7, 15)},
        "sign_list": {},
        "enter_signature": {"signed_on": date(2021, 6, 1)},
        "note_midyear": {"said": said(row)},
        "note_yearend": {"said": said(row)},
        "amend_list": {"reason": "分工变了", "added": [HAND]},
        "hand_over": {"reason": "任职变动", "successor": _WORLD["city"].next},
        "recall_list": {"reason": "发错了"},
    }[verb]


def posted(verb, row):
    """Return what the page of a verb sends."""
    noted = {}
    for item in row.items.all():
        noted |= {f"finding_{item.pk}": "done", f"words_{item.pk}": "已部署"}
    form = {
        "tailor_list": {"lines": "新的事项"},
        "issue_list": {"sign_by": "2021-07-15"},
        "enter_signature": {"signed_on": "2021-06-01"},
        "note_midyear": noted,
        "note_yearend": noted,
        "amend_list": {"lines": "新的事项", "reason": "分工变了"},
        "hand_over": {"successor": _WORLD["city"].next.pk, "reason": "任职变动"},
        "recall_list": {"reason": "发错了"},
    }.get(verb, {})
    return f"/responsibility/{row.pk}/go/{verb}/", {"version": row.version, **form}


def act(verb, row, viewer):
    about = {"duty_list": row, "version": row.version} | given(verb, row)
    return getattr(actions, verb)(actor=viewer, at=NOW, **about)


DRIVERS = (
    Driver(
        table=rules.DUTY_LIST,
        build=build,
        sides={
            rules.ISSUER: ("officer", "clerk"),
            rules.HOLDER: ("holder",),
            rules.KEEPER: ("officer", "clerk", "keeper"),
            rules.NOTER: ("officer", "clerk", "keeper", "holder"),
        },
        make=make,
        state=lambda row: DutyList.objects.get(pk=row.pk).state,
        page=lambda row: f"/responsibility/{row.pk}/",
        post=posted,
        button=lambda verb, row: f'"/responsibility/{row.pk}/go/{verb}/"',
        act=act,
    ),
)
