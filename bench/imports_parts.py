"""One measured part of the import benchmark; prints seconds, rows and peak megabytes as JSON."""

import datetime as dt
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from python_calamine import CalamineWorkbook


def prepare(path: Path) -> int:
    """Make the tables and the tree."""
    from django.core.management import call_command

    from bench import roster

    call_command("migrate", verbosity=0)
    roster.populate()
    return 0


def empty(path: Path) -> int:
    """Take all members away."""
    from xianfeng.ledgers.models import Batch
    from xianfeng.members.models import Member, Membership, Post

    for model in (Post, Membership, Member, Batch):
        model.objects.all()._raw_delete("default")
    return 0


def read(path: Path) -> int:
    """Read the cells with calamine."""
    return len(_cells(path))


def _cells(path: Path) -> list[list[object]]:
    return list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())


def plain(path: Path) -> Callable[[], int]:
    """Write the cells into one table of text without a key, an index or a reference."""
    from django.db import connection, transaction

    rows = [[str(v) if isinstance(v, dt.date) else v for v in row] for row in _cells(path)[1:]]
    width = len(rows[0])
    columns = ", ".join(f"c{index} text" for index in range(width))

    def run() -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE bare ({columns})")
            if connection.vendor == "postgresql":
                with cursor.copy("COPY bare FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * width)
                cursor.executemany(f"INSERT INTO bare VALUES ({marks})", rows)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bare")
        return len(rows)

    return run


def bare(path: Path) -> Callable[[], int]:
    """Write the very values an import writes into the tables it writes them into."""
    from django.db import connection, transaction

    from xianfeng.members.models import Member, Membership, Post

    whole(path)
    tables = []
    for model in (Member, Membership, Post):
        columns = [field.column for field in model._meta.concrete_fields]
        names = [field.attname for field in model._meta.concrete_fields]
        rows = list(model.objects.order_by("pk").values_list(*names))
        tables.append((model._meta.db_table, columns, rows))
    empty(path)

    def run() -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, columns, rows in tables:
                names = ", ".join(columns)
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                        for row in rows:
                            copy.write_row(row)
                else:
                    marks = ", ".join(["%s"] * len(columns))
                    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        return sum(len(rows) for _table, _columns, rows in tables)

    return run


def whole(path: Path) -> int:
    """Import the file as the command line does."""
    from xianfeng.cli.output import actor
    from xianfeng.kernel import clock
    from xianfeng.ledgers import actions, registry

    examined = actions.import_file(
        actor=actor(), at=clock.now(), kind=registry.get("members"), name=path.name,
        content=path.read_bytes(),
    )  # fmt: skip
    return len(examined.frame)


def rival(path: Path) -> int:
    """Import the file with django-import-export: the same checks, the same sealing."""
    from bench.rival import import_roster

    return import_roster(path)


PARTS = {part.__name__: part for part in (prepare, empty, read, plain, bare, whole, rival)}


def main() -> None:
    """Run one part."""
    django.setup()
    part, path = PARTS[sys.argv[1]], Path(sys.argv[2])
    run = part(path) if part in (bare, plain) else lambda: part(path)
    started, busy = time.perf_counter(), time.process_time()
    rows = run()
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "busy": busy, "rows": rows, "megabytes": megabytes}))


if __name__ == "__main__":
    main()
