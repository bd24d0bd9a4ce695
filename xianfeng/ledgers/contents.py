"""What a batch holds, opened: the file as uploaded, corrected cells, a new check of both."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, BinaryIO

from xianfeng.kernel import crypto
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.examine import Examined, examine
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.registry import Importer, Kind


def sealed_file(content: bytes) -> bytes:
    """Return a file as a batch keeps it: rosters hold personal data."""
    return crypto.seal(b64encode(content).decode())


def sealed_cells(kind: Kind, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return corrected cells as a batch keeps them: personal ones sealed."""
    hidden = {column.field for column in kind.columns if column.sealed}
    return {
        name: {"sealed": crypto.seal(text).hex()} if name in hidden and text else text
        for name, text in cells.items()
    }


def corrections_of(batch: Batch) -> dict[str, dict[str, str]]:
    """Return the corrected cells in clear."""
    return {
        row: {name: _clear(cell) for name, cell in cells.items()}
        for row, cells in batch.corrections.items()
    }


def examined(batch: Batch, importer: Importer) -> Examined:
    """Check a batch again as it stands now; raises UnusableFile."""
    return examine(
        registry.get(batch.kind),
        b64decode(crypto.unseal(batch.content)),
        batch.file_name,
        importer,
        corrections=corrections_of(batch),
        columns=batch.columns,
    )


def write_marked(target: BinaryIO, batch: Batch, importer: Importer) -> None:
    """Write the sheet with its corrections and a column of what is still to be put right."""
    found = examined(batch, importer)
    table = found.frame.table
    rows = list(table.sheet.rows)
    for number, record in zip(found.frame.rows, found.frame.records, strict=True):
        rows[number - 1] = record
    name = table.sheet.name or found.kind.title
    sheets.write_marked(target, rows, table.header_rows[-1], found.errors(), sheet=name)


def _clear(cell: Any) -> str:
    return crypto.unseal(bytes.fromhex(cell["sealed"])) if isinstance(cell, dict) else cell
