"""Shortest ways to a branch whose members vote, and to a poll of it."""

from datetime import date

from tests.units.build import NOW, officer, unit, viewer
from xianfeng.members.models import Member, Membership
from xianfeng.units.enums import Role, UnitKind
from xianfeng.voting import actions
from xianfeng.voting.ballots import Choice
from xianfeng.voting.enums import Mode, Purpose
from xianfeng.voting.models import Option, Poll

NAMES = ("张伟", "王芳", "李娜", "刘洋", "陈静", "杨军", "赵敏")


class Branch:
    """A branch ``B`` below a root, with some full members."""

    def __init__(self, size=6):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
        self.unit = unit("B", self.root)
        self.members = Member.objects.bulk_create(
            Member(
                name=NAMES[place] if place < len(NAMES) else f"党员{place}",
                sex="1",
                born_on=date(1980, 5, 1),
                joined_on=date(2005, 7, 1),
                confirmed_on=date(2006, 7, 1),
            )
            for place in range(size)
        )
        Membership.objects.bulk_create(
            Membership(member=each, unit=self.unit, from_on=date(2012, 1, 1))
            for each in self.members
        )
        self.officer = officer(self.root)
        self.secretary = viewer((Role.SECRETARY, self.unit))

    def voter(self, place):
        """Return the viewer of one member."""
        return viewer((Role.MEMBER, self.unit), member=self.members[place])

    def poll(self, *texts, mode=Mode.ELECTRONIC, opened=True, **more):
        """Make a poll about the texts, open unless told otherwise."""
        chosen = {"purpose": Purpose.DECISION, "title": "关于预算的表决"} | more
        if mode == Mode.ELECTRONIC:
            chosen.setdefault("voters", [each.pk for each in self.members])
        else:
            chosen.setdefault("expected", len(self.members))
        options = [text if isinstance(text, Choice) else Choice(text) for text in texts]
        made = actions.prepare_poll(
            actor=self.secretary,
            at=NOW,
            unit=self.unit,
            mode=mode,
            options=options or [Choice("同意")],
            **chosen,
        )
        if not opened:
            return made
        return actions.open_poll(actor=self.secretary, at=NOW, poll=made, version=1)

    def cast(self, poll, place, *marks, others=()):
        """Vote: one mark for each option, in the ballot's order."""
        given = dict(zip(options(poll), marks, strict=True))
        actions.cast_ballot(actor=self.voter(place), at=NOW, poll=poll, given=given, others=others)

    def close(self, poll):
        now = Poll.objects.get(pk=poll.pk)
        return actions.close_poll(actor=self.secretary, at=NOW, poll=now, version=now.version)


def options(poll):
    """Return the keys of a ballot's lines."""
    found = Option.objects.filter(poll=poll, written_in=False).order_by("position")
    return list(found.values_list("pk", flat=True))


def totals(poll):
    """Return {text: {mark: votes}} as the tables hold them."""
    return {
        option.text: {count.mark: count.votes for count in option.counts.all()}
        for option in Option.objects.filter(poll=poll).order_by("position")
    }
