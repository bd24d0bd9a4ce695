"""Somebody who holds the whole database, knows who voted in which order, and learns by example.

``linked`` plays the game of every secret ballot: shown two voters who voted differently, say which
of them was in favour. By chance that is right half the time, whatever the totals were.
"""

from collections import Counter, defaultdict
from math import log

from django.db import connection

from tests.voting.dump import OTHERS


def tables():
    """Return {table: [{column: value}, …]} of everything, in the order in which it lies there."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    found = {}
    for table in sorted(set(connection.introspection.table_names()) - OTHERS):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY {place}")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def slices(dump):
    """Return {poll: {table: rows}}: the rows of each table that speak of a poll, in their order."""
    polls = {row["id"] for row in dump["voting_poll"]}
    of_option = {row["id"]: row["poll_id"] for row in dump["voting_option"]}
    found = {poll: defaultdict(list) for poll in polls}
    for table, rows in dump.items():
        for row in rows:
            target = str(row.get("target", ""))
            poll = row.get("poll_id") or of_option.get(row.get("option_id"))
            if target.startswith("voting.poll:"):
                poll = int(target.partition(":")[2])
            if table == "voting_poll":
                poll = row["id"]
            if poll in found:
                found[poll][table].append(row)
    return found


def marks(part, member, place):
    """Return what the rows of one poll show of one voter, who was the ``place``-th to vote."""
    told = set()
    for table, rows in part.items():
        casts = [
            row for row in rows if row.get("verb", "voting.cast_ballot").endswith("cast_ballot")
        ]
        for number, row in enumerate(rows):
            for column, value in row.items():
                told.add(f"{table}/{number}/{column}={plain(value, member)} at {place}")
        for number, row in enumerate(casts):
            if number == place or number == len(casts) - 1 - place:
                side = "first" if number == place else "last"
                told |= {f"{table}/{side}/{name}={plain(it, member)}" for name, it in row.items()}
    return told


def plain(value, member):
    """Return a value as something that can recur: the voter's own key, or its beginning."""
    if value == member:
        return "the voter"
    text = value.hex() if isinstance(value, bytes) else str(value)
    return text if len(text) <= 12 else text[:1]


def linked(dump, elections):
    """Return how often the game is won on the second half of elections, after learning the first.

    An election is (poll, order, in favour): members' keys in voting order, and those in favour.
    """
    parts, half = slices(dump), len(elections) // 2
    seen = {True: Counter(), False: Counter()}
    for poll, order, favour in elections[:half]:
        for place, member in enumerate(order):
            seen[member in favour].update(marks(parts[poll], member, place))

    def leaning(poll, member, place):
        told = marks(parts[poll], member, place)
        return sum(log((seen[True][it] + 1) / (seen[False][it] + 1)) for it in told)

    won = 0.0
    for poll, order, favour in elections[half:]:
        first = next(member for member in order if member in favour)
        second = next(member for member in order if member not in favour)
        gap = leaning(poll, first, order.index(first)) - leaning(poll, second, order.index(second))
        won += 1 if gap > 0 else 0.5 if gap == 0 else 0
    return won
