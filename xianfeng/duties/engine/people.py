"""SQL about people: how many full members a unit has, and who owes by rank or by post."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from xianfeng.duties.engine.parts import CHANGED, Sql, among
from xianfeng.duties.enums import Each
from xianfeng.duties.rules import Owes
from xianfeng.members.enums import Standing

_HERE = "{0}.from_on <= span.ends_on AND ({0}.until_on IS NULL OR {0}.until_on > span.ends_on)"
_FULL_MEMBER = (
    _HERE.format("ms")
    + " AND m.confirmed_on <= span.ends_on"
    + f" AND (m.standing = '{Standing.NORMAL.value}' OR m.left_on > span.ends_on)"
)


def full_members_on(day: date) -> Q:
    """Return the condition, on branch spells, that ``_FULL_MEMBER`` states in SQL."""
    here = Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day))
    ranks = Q(member__standing=Standing.NORMAL) | Q(member__left_on__gt=day)
    return here & ranks & Q(member__confirmed_on__lte=day)


def full_members(owes: Owes, unit_ids: Collection[int] | None) -> Sql:
    """Return the common table ``ranks(unit_id, name, full_members)`` on the spans' last days.

    CROSS JOIN keeps SQLite to the order written: branch spells first, and each person once.
    """
    return (
        Sql(
            "ranks AS (SELECT ms.unit_id, span.name, COUNT(*) AS full_members"
            " FROM members_membership ms CROSS JOIN members_member m"
            " CROSS JOIN units_unit ku CROSS JOIN span"
            f" WHERE m.id = ms.member_id AND ku.id = ms.unit_id AND {_FULL_MEMBER} AND ("
        )
        + among("ku.kind", owes.kinds or None)
        + f" OR ku.id IN {CHANGED}) AND "
        + among("ms.unit_id", unit_ids)
        + " GROUP BY ms.unit_id, span.name)"
    )


def owing(owes: Owes, unit_ids: Collection[int] | None) -> Sql:
    """Return the common table ``owing(unit_id, member_id, starts_on)`` on the spans' last days."""
    if owes.each == Each.MEMBER:
        chosen = Sql(
            "owing AS (SELECT ms.unit_id, ms.member_id, span.starts_on FROM members_membership ms"
            f" JOIN members_member m ON m.id = ms.member_id JOIN span ON {_FULL_MEMBER} WHERE "
        )
        return chosen + among("ms.unit_id", unit_ids) + ")"
    return (
        Sql(
            "owing AS (SELECT DISTINCT p.unit_id, p.member_id, span.starts_on"
            f" FROM members_post p JOIN span ON {_HERE.format('p')} WHERE "
        )
        + among("p.title", owes.titles or None)
        + " AND "
        + among("p.unit_id", unit_ids)
        + ")"
    )
