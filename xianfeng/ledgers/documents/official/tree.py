"""What an official document is made of: title, blocks of runs, issuer and date."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urlsplit

type Run = Text | Number
type Block = Heading | Paragraph | Table | Pairs | Signed

# Characters that may stand in an address as they are, including an escape already made.
_ADDRESS = "%:/?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Text:
    """Words; a newline is a line break inside the paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A value as it is to be printed, and the absolute address of the list behind it.

    An empty address means that the value has no list. Raises ValueError for an address that
    is not http or https: Word would read it as a file, or run it.
    """

    text: str
    href: str = ""

    def __post_init__(self) -> None:
        if not self.href:
            return
        parts = urlsplit(self.href)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError(f"The address of a number must be absolute: {self.href!r}")
        object.__setattr__(self, "href", quote(self.href, safe=_ADDRESS))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number: the writer counts 一、（一）1.（1） by itself."""

    level: Literal[1, 2, 3, 4]
    text: str

    def __post_init__(self) -> None:
        if self.level not in {1, 2, 3, 4}:
            raise ValueError(f"A heading has level 1 to 4, not {self.level!r}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text; one without any character is left out."""

    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of as many cells; the header is repeated on every page.

    Raises ValueError for a row of another length, or rows under no header.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[Run]]

    def __post_init__(self) -> None:
        for at, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header) or not row:
                raise ValueError(f"Row {at} has {len(row)} cells, the header {len(self.header)}")


@dataclass(frozen=True, slots=True)
class Pairs:
    """A form of two columns without a header: what is asked, and what is filled in."""

    rows: Sequence[tuple[str, Run]]


@dataclass(frozen=True, slots=True)
class Signed:
    """Lines to be signed, each ending two characters from the right edge."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document ready to be written; `date` is printed as given (2026年11月21日)."""

    title: str
    issuer: str
    date: str
    blocks: Sequence[Block] = field(default=())
