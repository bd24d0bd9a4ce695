"""The blocks of a document as paragraphs and tables, in the order in which they are read."""

from collections.abc import Callable, Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from . import page, words
from .styles import paragraph, run
from .tables import pairs, table
from .tree import (
    Block,
    Heading,
    Number,
    OfficialDocument,
    Pairs,
    Paragraph,
    Run,
    Signed,
    Table,
    Text,
)
from .xml import element

# Takes the address of a list, gives the id of its relationship.
type Link = Callable[[str], str]

# LibreOffice moves a paragraph as a whole where Word moves its last lines: a longer one is
# not held to the signature, or half a page would stay white.
_MOST_LINES_HELD = 11


def body(document: OfficialDocument, link: Link) -> Iterator[BaseOxmlElement]:
    """Give title, blocks and signature; a blank line stands after the title."""
    writer = _Writer(link)
    if words.line(document.title):
        title = "\n".join(filter(None, map(str.strip, words.lines(document.title))))
        yield paragraph("Title", *writer.runs("Title", [Text(title)]), keep=True)
        yield paragraph("Normal", keep=True)
    signature = list(_signature(words.line(document.issuer), words.line(document.date)))
    blocks = [block for block in document.blocks if _printed(block)]
    last = len(blocks) - 1
    for at, block in enumerate(blocks):
        if at and isinstance(block, Table | Pairs):
            yield paragraph("TableGap", keep=True)
        yield from writer.block(block, keep=at == last and bool(signature))
    yield from signature


def _printed(block: Block) -> bool:
    """Tell whether anything of the block would be seen on paper."""
    match block:
        case Heading(text=text):
            return bool(words.line(text))
        case Paragraph(runs=runs):
            return any(words.line(part.text) for part in runs)
        case Table():
            return bool(block.header)
        case Pairs():
            return bool(block.rows)
        case _:
            return bool(block.lines)


class _Writer:
    """Writes blocks one after another and counts the headings of each level."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._counts = [0, 0, 0, 0]

    def block(self, block: Block, *, keep: bool) -> Iterator[BaseOxmlElement]:
        """Give the block; `keep` holds its end on the page of what follows it."""
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                runs = self.runs("BodyText", _flush(block.runs))
                yield paragraph("BodyText", *runs, keep=keep and _short(block.runs))
            case Signed():
                yield from _to_sign(block.lines, keep=keep)
            case _:
                drawn = pairs if isinstance(block, Pairs) else table
                yield drawn(block, self.runs, keep=keep)  # type: ignore[arg-type]
                # Two tables in a row would merge, and Word wants a paragraph at the end.
                yield paragraph("TableGap", keep=keep)

    def runs(self, style: str, runs: Sequence[Run]) -> list[BaseOxmlElement]:
        """Give words as runs of the style, values with an address as links."""
        return [self._run(style, part) for part in runs]

    def _run(self, style: str, part: Run) -> BaseOxmlElement:
        address = part.href if isinstance(part, Number) else ""
        printed = run(style, *_printed_lines(part.text), plain=bool(address))
        if not address:
            return printed
        link = element("hyperlink", printed, history=1)
        link.set(qn("r:id"), self._link(address))
        return link

    def _heading(self, heading: Heading) -> BaseOxmlElement:
        """Number the heading; a heading starts the count of the levels under it anew."""
        at = heading.level - 1
        self._counts[at] += 1
        self._counts[heading.level :] = [0] * (4 - heading.level)
        count = self._counts[at]
        forms = (
            f"{words.chinese(count)}、",
            f"（{words.chinese(count)}）",
            f"{count}.",
            f"（{count}）",
        )
        style = f"Heading{heading.level}"
        return paragraph(style, *self.runs(style, [Text(forms[at] + words.line(heading.text))]))


def _short(runs: Sequence[Run]) -> bool:
    characters = sum(words.width(part.text) for part in runs)
    return characters <= _MOST_LINES_HELD * page.CHARACTERS_A_LINE


def _flush(runs: Sequence[Run]) -> Sequence[Run]:
    """Take away blanks typed at the start: the style has the indent of two characters."""
    first, *rest = runs
    return [Text(first.text.lstrip()), *rest] if isinstance(first, Text) else runs


def _printed_lines(text: str) -> Iterator[BaseOxmlElement]:
    for at, line in enumerate(words.lines(text)):
        if at:
            yield element("br")
        if line:
            yield element("t", text=line)


def _signature(issuer: str, date: str) -> Iterator[BaseOxmlElement]:
    """Give a blank line, the issuer two characters from the right, the date under it.

    The date begins two characters to the right of the issuer's first; where it would then end
    nearer than two characters to the edge, both give way. Indents from the left keep the two
    starts apart in every reader, whatever it puts between digits and characters.
    Source: GB/T 9704-2012, 7.3.5 (公文 without a seal).
    """
    if not issuer and not date:
        return
    yield paragraph("Normal", keep=True)
    end = page.CHARACTERS_A_LINE - 2
    start = min(end - words.width(issuer), end - words.width(date) - 2)
    if issuer:
        yield _signed(issuer, start, keep=bool(date))
    if date:
        yield _signed(date, start + 2, keep=False)


def _to_sign(lines: Sequence[str], *, keep: bool) -> Iterator[BaseOxmlElement]:
    """Give a blank line and the lines to be signed, held together on one page."""
    yield paragraph("Normal", keep=True)
    for at, text in enumerate(lines):
        yield paragraph(
            "Signature",
            run("Signature", element("t", text=words.line(text))),
            keep=keep or at < len(lines) - 1,
            right=2 * page.CHARACTER,
            align="right",
        )


def _signed(text: str, start: float, *, keep: bool) -> BaseOxmlElement:
    """Give a line of the signature that starts so many characters from the left."""
    left = round(max(0.0, start) * page.CHARACTER)
    return paragraph("Signature", run("Signature", element("t", text=text)), keep=keep, left=left)
