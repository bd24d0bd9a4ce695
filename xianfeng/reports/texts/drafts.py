"""Drafts of the work report for a viewer, a unit and a year."""

from datetime import date

from django.conf import settings

from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.documents.official import Heading, Number, OfficialDocument, Paragraph, Table
from xianfeng.ledgers.documents.official.words import chinese
from xianfeng.reports import rules
from xianfeng.reports.queries import values
from xianfeng.reports.queries.values import Entry, Scope
from xianfeng.reports.texts import compose, links

_FORMS = ("{}、", "（{}）", "{}.", "（{}）")


def draft(viewer: Viewer, kind: str, at: Scope, year: int, today: date) -> OfficialDocument:
    """Return the "half" or "annual" report with every number a link to its list."""
    span = rules.report_span(kind, year, today)

    def link(entry: Entry) -> str:
        return settings.SITE_ADDRESS + links.figure(entry.id, span, at.code)

    return compose.document(
        kind,
        at.name,
        year,
        span,
        rules.written_day(today),
        values.entries(viewer, at, span),
        link,
    )


def plain_title(document: OfficialDocument) -> str:
    """Return the title on one line, for a page or a file's name."""
    return document.title.replace("\n", "")


def is_over(kind: str, year: int, today: date) -> bool:
    """True when the last day of the report's period has passed."""
    return today > date(year, 6, 30) if kind == "half" else today > date(year, 12, 31)


def on_screen(document: OfficialDocument) -> list[dict[str, object]]:
    """Return the blocks as a page shows them, headings numbered as on paper."""
    counts = [0, 0, 0, 0]
    found: list[dict[str, object]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            at = block.level - 1
            counts[at] += 1
            counts[block.level :] = [0] * (3 - at)
            number = chinese(counts[at]) if at < 2 else str(counts[at])
            found.append({"level": block.level + 1, "text": _FORMS[at].format(number) + block.text})
        elif isinstance(block, Paragraph):
            found.append({"runs": [(run.text, _href(run), _is_number(run)) for run in block.runs]})
        elif isinstance(block, Table):
            rows = [[(cell.text, _href(cell)) for cell in row] for row in block.rows]
            found.append({"header": block.header, "rows": rows})
    return found


def _href(run: object) -> str:
    """Return where a number leads on this very site, whatever name it is reached by."""
    return run.href.removeprefix(settings.SITE_ADDRESS) if isinstance(run, Number) else ""


def _is_number(run: object) -> bool:
    return isinstance(run, Number)
