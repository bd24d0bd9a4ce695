"""Shortest ways to a member, a branch spell and a post."""

from datetime import date

from xianfeng.kernel import crypto
from xianfeng.members.models import Member, Membership, Post


def member(name, unit=None, since=date(2012, 1, 1), until=None, id_number="", phone="", **fields):
    """Make a member, in a branch from ``since`` unless ``unit`` is None."""
    chosen = {
        "sex": "1",
        "born_on": date(1980, 5, 1),
        "joined_on": date(2005, 7, 1),
        "confirmed_on": date(2006, 7, 1),
    } | fields
    made = Member.objects.create(
        name=name,
        id_number_sealed=crypto.seal(id_number),
        id_number_index=crypto.blind("id_number", id_number),
        phone_sealed=crypto.seal(phone),
        phone_index=crypto.blind("phone", phone),
        **chosen,
    )
    if unit is not None:
        Membership.objects.create(member=made, unit=unit, from_on=since, until_on=until)
    return made


def post(member, unit, title, since=date(2020, 1, 1), until=None, **fields):
    return Post.objects.create(
        member=member, unit=unit, title=title, from_on=since, until_on=until, **fields
    )
