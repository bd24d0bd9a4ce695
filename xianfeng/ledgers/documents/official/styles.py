"""The styles of an official document, by the names that Word knows them under."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from . import fonts
from .page import CHARACTER, LINE, SPACING
from .xml import element

_BODY_SIZE = 16


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: the face, the size in points, and what differs from body text.

    `spacing` is between characters and `line` the exact line pitch, both in twips; `outline`
    is the level in the navigation pane, from 0.
    """

    id: str
    name: str
    face: fonts.Face = fonts.FANGSONG
    size: float = _BODY_SIZE
    spacing: int = SPACING
    line: int = LINE
    bold: bool = False
    indented: bool = False
    align: str = "both"
    outline: int | None = None

    def run_properties(self) -> BaseOxmlElement:
        """Give the `rPr` of the style."""
        size = round(self.size * 2)
        return element(
            "rPr",
            fonts.chosen(self.face),
            *([element("b")] if self.bold else []),
            element("spacing", val=self.spacing),
            element("sz", val=size),
            element("szCs", val=size),
        )

    def paragraph_properties(self) -> BaseOxmlElement:
        """Give the `pPr` of the style; no widow control, or a page would lose line 22.

        No stop hangs in the margin, and no space widens a line beside digits: 28 are 28. Word
        obeys both; LibreOffice passes over them (measured with 7.4).
        """
        heading = self.outline is not None
        # Two characters in twips: Word takes firstLineChars for 32 pt and loses a character.
        indent = 2 * CHARACTER if self.indented else 0
        return element(
            "pPr",
            *([element("keepNext")] if heading else []),
            element("widowControl", val=0),
            element("overflowPunct", val=0),
            element("autoSpaceDE", val=0),
            element("autoSpaceDN", val=0),
            element("adjustRightInd", val=0),
            element("snapToGrid", val=0),
            element("spacing", before=0, after=0, line=self.line, lineRule="exact"),
            element("ind", firstLine=indent),
            element("jc", val=self.align),
            *([element("outlineLvl", val=self.outline)] if self.outline is not None else []),
        )


_STYLES = (
    Style("Normal", "Normal"),
    Style("BodyText", "Body Text", indented=True),
    Style("Title", "Title", fonts.XIAOBIAOSONG, size=22, spacing=0, align="center"),
    Style("Heading1", "heading 1", fonts.HEI, indented=True, outline=0),
    Style("Heading2", "heading 2", fonts.KAI, indented=True, outline=1),
    Style("Heading3", "heading 3", bold=True, indented=True, outline=2),
    Style("Heading4", "heading 4", indented=True, outline=3),
    Style("Signature", "Signature", align="left"),
    Style("Footer", "footer", fonts.SONG, size=14, spacing=0, line=280, align="left"),
    Style("TableHead", "表头", fonts.HEI, size=12, spacing=0, line=360, align="center"),
    Style("TableText", "表文", size=12, spacing=0, line=360, align="left"),
    Style("TableNumber", "表数", size=12, spacing=0, line=360, align="center"),
    Style("TableGap", "表距", size=6, line=200),
)
STYLES = {style.id: style for style in _STYLES}


def definitions() -> Iterator[BaseOxmlElement]:
    """Give the content of the styles part."""
    defaults = element(
        "rPr",
        fonts.chosen(fonts.FANGSONG),
        element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    yield element("docDefaults", element("rPrDefault", defaults), element("pPrDefault"))
    for style in _STYLES:
        first = style.id == "Normal"
        yield element(
            "style",
            element("name", val=style.name),
            *([] if first else [element("basedOn", val="Normal")]),
            element("qFormat"),
            style.paragraph_properties(),
            style.run_properties(),
            type="paragraph",
            styleId=style.id,
            default=int(first),
        )


def run(style: str, *content: BaseOxmlElement, plain: bool = False) -> BaseOxmlElement:
    """Give a run in the face of the style; `plain` keeps a link from being blue."""
    link = [element("color", val="000000"), element("u", val="none")] if plain else []
    return element("r", element("rPr", fonts.chosen(STYLES[style].face), *link), *content)


def paragraph(
    style: str,
    *content: BaseOxmlElement,
    keep: bool = False,
    right: int = 0,
    left: int = 0,
    align: str = "",
) -> BaseOxmlElement:
    """Give a paragraph; `keep` holds it on the page of the next, indents are in twips."""
    return element(
        "p",
        element(
            "pPr",
            element("pStyle", val=style),
            *([element("keepNext")] if keep else []),
            *([element("ind", left=left, right=right)] if left or right else []),
            *([element("jc", val=align)] if align else []),
        ),
        *content,
    )
