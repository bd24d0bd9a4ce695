"""Writes a document into the parts of a .docx, the same bytes for the same document."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer

from . import fonts, page, styles, words
from .body import body
from .tree import OfficialDocument
from .xml import element, refill

_KEPT = {RT.STYLES, RT.SETTINGS, RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}
_SETTING = "http://schemas.microsoft.com/office/word"
# Not a time at all, but the earliest one that a zip archive can hold.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(document: OfficialDocument) -> bytes:
    """Give the document as a .docx in the layout of GB/T 9704.

    The same document gives the same bytes, on any day: no clock is read, and no time stands
    in the file. Characters that cannot be printed are left out rather than refused.
    Source: GB/T 9704-2012, clauses 5 to 7.
    """
    docx = Document()
    _strip(docx)
    refill(docx.styles.element, *styles.definitions())
    refill(docx.settings.element, *_settings())
    _number_pages(docx)
    _add_fonts(docx)
    _describe(docx, document)
    section = docx.element.body.sectPr
    refill(docx.element.body, *body(document, _Links(docx).id_of), section)
    saved = BytesIO()
    docx.save(saved)
    return _timeless(saved)


class _Links:
    """Relationships to addresses, one each; python-docx searches all of them every time."""

    def __init__(self, docx: Docx) -> None:
        self._relationships = docx.part.rels
        self._ids: dict[str, str] = {}

    def id_of(self, address: str) -> str:
        """Give the id of the relationship to the address, made on first use."""
        known = self._ids.get(address)
        if known is None:
            known = self._ids[address] = f"link{len(self._ids) + 1}"
            self._relationships.add_relationship(RT.HYPERLINK, address, known, is_external=True)
        return known


def _strip(docx: Docx) -> None:
    """Drop the parts of the template that no document of ours needs: theme, thumbnail …"""
    for relationships in (docx.part.rels, docx.part.package.rels):
        for name, relationship in list(relationships.items()):
            if relationship.reltype not in _KEPT:
                del relationships[name]


def _settings() -> tuple[BaseOxmlElement, ...]:
    """Give the settings: two kinds of pages, and lines that are not squeezed or stretched."""
    return (
        element("zoom", percent=100),
        element("defaultTabStop", val=2 * page.CHARACTER),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="doNotCompress"),
        element(
            "compat",
            element("doNotExpandShiftReturn"),
            element("useFELayout"),
            element("compatSetting", name="compatibilityMode", uri=_SETTING, val=15),
        ),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def _number_pages(docx: Docx) -> None:
    """Set up the page, with its number right on odd pages and left on even ones."""
    section = docx.sections[0]
    properties = docx.element.body.sectPr
    refill(properties)
    _number(section.footer, side="right")
    _number(section.even_page_footer, side="left")
    properties.extend(page.sheet())


def _number(footer: _Footer, *, side: str) -> None:
    """Write — 1 — one character from the edge, the digits half-width and in 宋体."""
    footer.is_linked_to_previous = False
    parts = (
        element("t", text="— "),
        element("fldChar", fldCharType="begin"),
        element("instrText", text=" PAGE "),
        element("fldChar", fldCharType="separate"),
        element("t", text="1"),
        element("fldChar", fldCharType="end"),
        element("t", text=" —"),
    )
    edge = page.NUMBER
    number = styles.paragraph(
        "Footer",
        *(styles.run("Footer", part) for part in parts),
        right=edge if side == "right" else 0,
        left=edge if side == "left" else 0,
        align=side,
    )
    refill(footer.part.element, number)


def _add_fonts(docx: Docx) -> None:
    part = Part(
        PackURI("/word/fontTable.xml"),
        CT.WML_FONT_TABLE,
        serialize_part_xml(fonts.table()),
        docx.part.package,
    )
    docx.part.relate_to(part, RT.FONT_TABLE)


def _describe(docx: Docx, document: OfficialDocument) -> None:
    """Name title and issuer in the properties, where 255 characters are the limit."""
    properties = docx.core_properties
    refill(docx.part.package._core_properties_part.element)
    properties.title = words.line(document.title)[:255]
    properties.author = words.line(document.issuer)[:255]
    properties.language = "zh-CN"


def _timeless(saved: BytesIO) -> bytes:
    """Copy the archive without the time at which python-docx wrote it."""
    copy = BytesIO()
    with ZipFile(saved) as source, ZipFile(copy, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return copy.getvalue()
