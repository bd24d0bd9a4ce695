"""Word documents in the layout of GB/T 9704: a typed tree in, the bytes of a .docx out."""

from .fonts import aliases as font_aliases
from .package import write
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

__all__ = [
    "Block",
    "Heading",
    "Number",
    "OfficialDocument",
    "Pairs",
    "Paragraph",
    "Run",
    "Signed",
    "Table",
    "Text",
    "font_aliases",
    "write",
]
