"""Fills the report's blanks and lays the text out as an official document."""

from collections.abc import Callable, Mapping, Sequence

from xianfeng.ledgers.documents.official import (
    Block,
    Heading,
    Number,
    OfficialDocument,
    Paragraph,
    Run,
    Table,
    Text,
)
from xianfeng.ledgers.documents.official.words import width
from xianfeng.reports import blanks, rules
from xianfeng.reports.queries.values import Entry
from xianfeng.reports.rules import Span
from xianfeng.reports.texts import reading

# Gives the address of the list behind a figure; "" where there is none.
type Link = Callable[[Entry], str]
_OVERVIEW = "附：数字一览"
# Characters of size 2 (22 pt) across the type area of 156 mm.
_TITLE_LINE = 20


def document(
    kind: str, unit: str, year: int, span: Span, date: str, entries: Sequence[Entry], link: Link
) -> OfficialDocument:
    """Return the "half" or "annual" report: the text, and every blank once more as a table."""
    filled = _Filled(
        {"unit": unit, "year": str(year), "period": span.title, "as_of": span.day_title},
        {entry.id: entry for entry in entries},
        link,
    )
    found = [filled.block(block) for block in reading.blocks(kind)]
    overview = [filled.row(filled.entries[name], span) for name in blanks.every()]
    table = Table(("指标", "数值", "时间"), overview)
    return OfficialDocument(
        _broken(unit, rules.report_title(kind, unit, year)),
        unit,
        date,
        [*found, Paragraph([Text(_OVERVIEW)]), table],
    )


def _broken(unit: str, title: str) -> str:
    """Return a title of more than a line broken after the unit: no word is split."""
    if width(title) <= _TITLE_LINE:
        return title
    return f"{unit}\n{title.removeprefix(unit)}"


class _Filled:
    """Puts words and numbers where the text has their names."""

    def __init__(self, words: Mapping[str, str], entries: Mapping[str, Entry], link: Link) -> None:
        self.words, self.entries, self.link = words, entries, link

    def block(self, block: reading.Block) -> Block:
        runs = [
            self.run(part) if at % 2 else Text(part) for at, part in enumerate(block.parts) if part
        ]
        if block.level:
            return Heading(block.level, "".join(run.text for run in runs))  # type: ignore[arg-type]
        return Paragraph(runs)

    def run(self, name: str) -> Run:
        if name in self.words:
            return Text(self.words[name])
        entry = self.entries[name]
        return self.number(entry, "（{}）" if entry.value is None else "{}")

    def row(self, entry: Entry, span: Span) -> Sequence[Run]:
        return [
            Text(entry.title),
            self.number(entry, "{}"),
            Text(span.when(entry.during)),
        ]

    def number(self, entry: Entry, form: str) -> Number:
        shown = rules.written(entry.value, entry.measure, entry.recorded)
        return Number(form.format(shown), self.link(entry) if entry.recorded else "")
