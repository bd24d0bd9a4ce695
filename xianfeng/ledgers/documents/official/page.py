"""The measures of the page: sheet, type area, lines and characters, in twips (1/20 pt).

Source: GB/T 9704-2012, 5.1 (sheet), 5.2.1 (margins, type area), 5.2.3 (22 lines of 28
characters), 7.5 (page number).
"""

from docx.oxml.xmlchemy import BaseOxmlElement

from .xml import element

_MM = 1440 / 25.4

WIDTH, HEIGHT = round(210 * _MM), round(297 * _MM)
TOP, LEFT = round(37 * _MM), round(28 * _MM)
TYPE_WIDTH, TYPE_HEIGHT = round(156 * _MM), round(225 * _MM)

# 22 lines fill 225 mm at 28.99 pt; 28.95 is the step below, and 29 drops the last line.
LINE = 579
# 28 characters of 16 pt are 448 pt wide and 156 mm are 442.2: each gives up a quarter point
# (a fifth is 0.2 pt too much in sum), and a justified line then fills the width again.
SPACING = -5
CHARACTER = 16 * 20 + SPACING
CHARACTERS_A_LINE = 28

NUMBER = 14 * 20
# The dash of the page number stands 7 mm under the type area, in the middle of its line.
_FOOTER = HEIGHT - TOP - TYPE_HEIGHT - round(7 * _MM) - NUMBER // 2


def sheet() -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """Give the size of the sheet and the margins that leave the type area."""
    margins = element(
        "pgMar",
        top=TOP,
        right=WIDTH - LEFT - TYPE_WIDTH,
        bottom=HEIGHT - TOP - TYPE_HEIGHT,
        left=LEFT,
        header=0,
        footer=_FOOTER,
        gutter=0,
    )
    return element("pgSz", w=WIDTH, h=HEIGHT), margins
