"""Takes back what a batch made, unless something has been built on it since."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.actions import Refused
from xianfeng.ledgers import bulk

Made = Mapping[str, Sequence[Sequence[int]]]
"""Model label -> inclusive key ranges of the rows a batch made."""


_USED = _("导入的内容已被后来的记录用到（{count} 处），不能整批撤销。请先处理这些记录")


def refuse_when_used(made: Made) -> None:
    """Raise Refused where rows that the batch did not make refer to rows that it made.

    What it made is locked first: nobody changes it, or begins to use it, until it is gone.
    """
    for label, spans in made.items():
        model = apps.get_model(label)
        if connection.features.has_select_for_update:
            rows = model._base_manager.filter(bulk.among("pk", spans)).order_by("pk")
            list(rows.select_for_update().values_list("pk", flat=True))
        for relation in model._meta.related_objects:
            users = relation.related_model._base_manager.filter(
                bulk.among(relation.field.name, spans)
            )
            own = made.get(relation.related_model._meta.label)
            if own:
                users = users.exclude(bulk.among("pk", own))
            if count := users.count():
                raise Refused(str(_USED).format(count=count))


def refuse_when_changed(
    model: type[Model], expected: Iterable[tuple[int, tuple[Any, ...]]], fields: Sequence[str]
) -> None:
    """Raise Refused where a row has other values than it was left with, or is gone."""
    wanted = dict(expected)
    current = {
        row[0]: row[1:]
        for part in _parts(list(wanted))
        for row in model._base_manager.filter(pk__in=part)
        .order_by("pk")
        .select_for_update()
        .values_list("pk", *fields)
    }
    if any(current.get(key) != values for key, values in wanted.items()):
        raise changed_since()


def refuse_unless_untouched(
    model: type[Model], spans: Sequence[Sequence[int]], **state: Any
) -> None:
    """Raise Refused unless every row of the ranges still stands and has this state."""
    if model._base_manager.filter(bulk.among("pk", spans), **state).count() != bulk.size(spans):
        raise changed_since()


def delete(made: Made) -> None:
    """Delete the made rows, in the order of the labels given; nothing else refers to them."""
    with connection.cursor() as cursor:
        for label, spans in made.items():
            table = connection.ops.quote_name(apps.get_model(label)._meta.db_table)
            statement = f"DELETE FROM {table} WHERE id BETWEEN %s AND %s"  # noqa: S608  # no values
            cursor.executemany(statement, list(spans))


def changed_since() -> Refused:
    """Return the refusal for rows that were changed after the import."""
    return Refused(str(_("导入的内容后来又修改过，不能整批撤销。请逐条更正，或先撤销之后的修改")))


def _parts(keys: list[int], size: int = 5000) -> Iterable[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
