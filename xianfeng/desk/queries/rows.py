"""Rows of several contexts in one shape, so that one query reads them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Cast

_NAMES = ("kind", "key", "state", "due", "text", "who", "code", "path", "more", "total")


@dataclass(frozen=True)
class Row:
    """What a desk knows of one thing: its kind, key and state, a day, and words.

    ``who`` is a unit's name, ``code`` its code and ``path`` its place; ``more`` is what only some
    kinds have; ``total`` says how many of its kind there are, where only the first were read.
    """

    kind: str
    key: int
    state: str
    due: date
    text: str
    who: str
    code: str
    path: str
    more: str
    total: int


def shaped(found: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any]:
    """Return a queryset as tuples of one shape; a column is a lookup, an expression, or empty."""
    words = ("state", "text", "who", "code", "path", "more")
    said = {name: _column(columns.get(name, "")) for name in words}
    said |= {"kind": _text(Value(kind)), "due": columns["due"], "key": columns.get("key", F("pk"))}
    said["total"] = columns.get("total", Value(0, IntegerField()))
    named = {f"as_{name}": said[name] for name in _NAMES}
    tuples: QuerySet[Any] = found.order_by().annotate(**named).values_list(*named)
    return tuples


def first(found: QuerySet[Any], limit: int) -> tuple[QuerySet[Any], Subquery]:
    """Return the first rows of an ordered queryset, and how many it holds in all."""
    plain = found.select_related(None)
    whole = plain.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    few = plain.order_by().filter(pk__in=plain.values("pk")[:limit])
    return few, Subquery(whole.values("n"), output_field=IntegerField())


def read(parts: Iterable[QuerySet[Any]]) -> list[Row]:
    """Return the rows of all parts, by kind and then by key: one query."""
    one, *others = parts
    return [Row(*row) for row in one.union(*others, all=True).order_by("as_kind", "as_key")]


def _column(asked: Any) -> Any:
    if asked == "":
        return _text(Value(""))
    return _text(F(asked) if isinstance(asked, str) else asked)


def _text(expression: Any) -> Cast:
    return Cast(expression, CharField(max_length=500))
