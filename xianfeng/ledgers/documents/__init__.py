"""Paper forms and lists as Word documents: a title, plain parts, and a file to send."""

from xianfeng.ledgers.documents.paper import (
    Heading,
    Pairs,
    Paragraph,
    Part,
    Signature,
    Table,
    paper,
)
from xianfeng.ledgers.documents.sending import attachment

__all__ = [
    "Heading",
    "Pairs",
    "Paragraph",
    "Part",
    "Signature",
    "Table",
    "attachment",
    "paper",
]
