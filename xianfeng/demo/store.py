"""Stores many made rows at once, and gives them their keys."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model

from xianfeng.ledgers import bulk


def store[M: Model](made: Iterable[M]) -> list[M]:
    """Insert unsaved rows of one model, keys set in their order, and return them.

    Values pass each field's own conversion only where the database's form differs (decimals,
    moments); plain ones go as they are, which is several times faster than bulk_create.
    """
    rows = list(made)
    if not rows:
        return rows
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if field.name != "id"]
    for row, key in zip(rows, bulk.reserve(model, len(rows)), strict=True):
        row.pk = key
    converted = {
        field.attname: field.get_db_prep_save
        for field in fields
        if field.get_internal_type() in {"DecimalField", "DateTimeField", "DateField", "TimeField"}
    }

    def value(row: M, name: str) -> Any:
        found = getattr(row, name)
        convert = converted.get(name)
        return convert(found, connection) if convert and found is not None else found

    for field in fields:
        if field.is_relation:
            for row in rows:
                other = field.get_cached_value(row, None)
                if other is not None:
                    setattr(row, field.attname, other.pk)
    names = [field.attname for field in fields]
    values = ((row.pk, *(value(row, name) for name in names)) for row in rows)
    bulk.insert(model, ["id", *(field.name for field in fields)], values)
    return rows
