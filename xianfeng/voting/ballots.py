"""What a poll is made of and how its box is counted: for actions, here and in contexts above.

These functions check nothing and log nothing: the action that calls them does both.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xianfeng.kernel import crypto
from xianfeng.kernel.actions import Refused
from xianfeng.units.models import Unit
from xianfeng.voting import rules
from xianfeng.voting.enums import Mark, Mode, Purpose
from xianfeng.voting.models import Box, Count, Option, Poll, Received, Voter

ELECTING: tuple[tuple[str, str], ...] = tuple((mark.value, str(mark.label)) for mark in Mark)
_DIGITS = 6
_OTHER = "other:"
Votes = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Choice:
    """A line of a ballot: what it says, and the member it names."""

    text: str
    member_id: int | None = None


def draft(
    *,
    unit: Unit,
    purpose: Purpose,
    title: str,
    mode: Mode,
    options: Sequence[Choice],
    voters: Iterable[int] = (),
    expected: int = 0,
    marks: Sequence[tuple[str, str]] = ELECTING,
    seats: int | None = None,
    others: bool = False,
    secret: bool = True,
    owner: str = "",
) -> Poll:
    """Make a poll that is not open yet, within the caller's action.

    ``voters`` are the members on the roll of an electronic poll, and its base where no
    ``expected`` is given (in an election the base holds those who stayed away too).
    ``seats`` limits how many options get the first mark on one ballot. ``owner`` is the page
    (``url_name/key``) of the procedure it belongs to. Refused below five voters, or without an
    option.
    """
    roll = sorted(set(voters)) if mode == Mode.ELECTRONIC else []
    if mode == Mode.ELECTRONIC and len(roll) < rules.LEAST_VOTERS:
        raise Refused(
            _("参加投票的不足 %(least)s 人，电子票保不住秘密，请改用纸质票。")
            % {"least": rules.LEAST_VOTERS},
            "mode",
        )
    if not options:
        raise Refused(_("请写出选票上的事项或人选。"), "options")
    poll = Poll.objects.create(
        unit=unit,
        purpose=purpose,
        title=title.strip(),
        mode=mode,
        secret=secret or mode == Mode.ELECTRONIC,
        marks=[list(mark) for mark in marks],
        seats=seats,
        others=others,
        owner=owner,
        expected=expected or len(roll),
    )
    Option.objects.bulk_create(
        Option(poll=poll, position=place, text=choice.text, member_id=choice.member_id)
        for place, choice in enumerate(options, 1)
    )
    Voter.objects.bulk_create(Voter(poll=poll, member_id=member) for member in roll)
    return poll


def set_up_box(poll: Poll) -> None:
    """Make the box of a poll that opens: every counter it will ever have, at nought."""
    counters = dict.fromkeys(_counters(poll), 0)
    Box.objects.create(poll=poll, sealed=_sealed(counters))


def take(poll: Poll, member_id: int, given: Mapping[int, str], others: Iterable[int]) -> None:
    """Drop one ballot into the box: ``given`` is each option's mark, ``others`` are written in.

    The caller holds the poll's row. No row is made for the ballot; counters go up by one. Refused
    for a used ballot, an option without a mark, more choices than seats, or a name that cannot be
    written in.
    """
    # Read after the poll's lock was got: a row joined to it would be as old as the wait for it.
    box = Box.objects.select_for_update().get(poll=poll)
    counters = _opened(box)
    chosen = {_for_option(option, mark) for option, mark in given.items()}
    chosen |= {_for_other(member) for member in others}
    _refuse_ballot(poll, counters, given, chosen)
    receipt = _receipt(poll, member_id)
    if Received.objects.filter(id=receipt).exists():
        raise Refused(_("您的选票已经收到，一人只投一次。"))
    Received.objects.create(id=receipt, poll=poll)
    for name in chosen:
        counters[name] += 1
    box.sealed = _sealed(counters)
    box.save(update_fields=["sealed"])


def has_cast(poll: Poll, member_id: int) -> bool:
    """True while the poll is open and the member's ballot was taken."""
    return Received.objects.filter(id=_receipt(poll, member_id)).exists()


def number_cast(poll: Poll) -> int:
    """Return how many ballots were taken so far."""
    return Received.objects.filter(poll=poll).count()


def empty_box(poll: Poll) -> dict[str, int]:
    """Take the counters out, and destroy the box and every receipt."""
    box = Box.objects.select_for_update().get(poll=poll)
    counters = _opened(box)
    box.delete()
    Received.objects.filter(poll=poll).delete()
    return counters


def store_counters(poll: Poll, counters: Mapping[str, int]) -> None:
    """Write the totals of an emptied box, in the order of the ballot."""
    votes = {
        option.pk: {mark: counters[_for_option(option.pk, mark)] for mark, _ in poll.marks}
        for option in poll.options.all()
    }
    roll = poll.voters.values_list("member_id", flat=True) if poll.others else []
    written = {m: counters.get(_for_other(m), 0) for m in roll}
    store_totals(poll, votes, {member: number for member, number in written.items() if number})


def store_totals(poll: Poll, votes: Votes, written_in: Mapping[int, int]) -> None:
    """Write totals; who was written in becomes an option with their votes, in the roll's order."""
    place = poll.options.count()
    for number, (member, count) in enumerate(sorted(written_in.items()), place + 1):
        option = Option(poll=poll, position=number, member_id=member, written_in=True)
        option.text = option.member.name if option.member else ""
        option.save(force_insert=True)
        Count.objects.create(option=option, mark=poll.first_mark, votes=count)
    Count.objects.bulk_create(
        Count(option_id=option.pk, mark=mark, votes=votes[option.pk].get(mark, 0))
        for option in poll.options.filter(written_in=False)
        for mark, _ in poll.marks
    )


def close_with(poll: Poll, day: date, issued: int, collected: int, valid: int) -> None:
    """Note the numbers of ballots on the poll; the caller saves it."""
    poll.held_on, poll.issued, poll.collected, poll.valid = day, issued, collected, valid


def _refuse_ballot(
    poll: Poll, counters: Mapping[str, int], given: Mapping[int, str], chosen: set[str]
) -> None:
    options = {name.partition(":")[0] for name in counters if not name.startswith(_OTHER)}
    if {str(option) for option in given} != options:
        raise Refused(_("请给每一项选一个，再投票。"))
    unknown = chosen - set(counters)
    if any(name.startswith(_OTHER) for name in unknown):
        raise Refused(_("另选他人，请选候选人以外的人。"))
    if unknown:
        raise Refused(_("请给每一项选一个，再投票。"))
    first = sum(mark == poll.first_mark for mark in given.values())
    total = first + len(chosen) - len(given)
    if not rules.is_valid_ballot(total, poll.seats):
        raise Refused(
            _("最多选 %(seats)s 人（项），您选了 %(chosen)s，请去掉多选的。")
            % {"seats": poll.seats, "chosen": total}
        )


def _counters(poll: Poll) -> list[str]:
    options = poll.options.values_list("pk", flat=True)
    names = [_for_option(option, mark) for option in options for mark, _ in poll.marks]
    if poll.others:
        standing = set(poll.options.values_list("member_id", flat=True))
        roll = poll.voters.values_list("member_id", flat=True)
        names += [_for_other(member) for member in roll if member not in standing]
    return names


def _for_option(option: int, mark: str) -> str:
    return f"{option}:{mark}"


def _for_other(member: int) -> str:
    return f"{_OTHER}{member}"


def _receipt(poll: Poll, member_id: int) -> UUID:
    index = crypto.blind("ballot", f"{poll.pk}:{member_id}")
    return UUID(bytes=(index or b"")[:16])


def _sealed(counters: Mapping[str, int]) -> bytes:
    """Seal the counters; digits are padded, so that the length says nothing."""
    return crypto.seal(json.dumps({name: f"{n:0{_DIGITS}}" for name, n in counters.items()}))


def _opened(box: Box) -> dict[str, int]:
    return {name: int(n) for name, n in json.loads(crypto.unseal(box.sealed)).items()}
