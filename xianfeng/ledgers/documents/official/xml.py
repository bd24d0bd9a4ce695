"""Elements of WordprocessingML in few words."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement


def element(
    tag: str, *children: BaseOxmlElement, text: str = "", **attributes: str | int
) -> BaseOxmlElement:
    """Give the element `w:tag` with attributes of the same namespace; its blanks are kept."""
    names = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    made = OxmlElement(f"w:{tag}", attrs=names)
    if text:
        made.text = text
        made.set(qn("xml:space"), "preserve")
    made.extend(children)
    return made


def refill(parent: BaseOxmlElement, *children: BaseOxmlElement) -> None:
    """Put the children in place of what the template of python-docx had there."""
    for child in list(parent):
        parent.remove(child)
    parent.extend(children)
