"""The fonts of an official document, and the free ones that may stand in for them.

Source: GB/T 9704-2012, 5.2.2 (仿宋), 7.3.1 (小标宋), 7.3.3 (黑体, 楷体, 仿宋), 7.5 (宋体).
"""

from dataclasses import dataclass
from xml.etree import ElementTree

from docx.oxml.xmlchemy import BaseOxmlElement

from .xml import element

# The standard asks for 仿宋 and is silent on Latin letters and digits. Offices set them in
# Times New Roman: the digits of 仿宋_GB2312 are thin and wide apart beside its characters.
LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Face:
    """A Chinese font, its stand-ins in order of likeness, and the font of its digits."""

    name: str
    instead: tuple[str, ...]
    digits: str = LATIN
    family: str = "roman"
    heavy: bool = False


# The title is heavy, so that digits of another face would look pale in it; the page number is
# 半角宋体 by the standard.
XIAOBIAOSONG = Face(
    "方正小标宋简体",
    ("FZXiaoBiaoSong-B05S", "小标宋", "思源宋体 CN Heavy", "Noto Serif CJK SC", "FandolSong"),
    digits="方正小标宋简体",
    heavy=True,
)
FANGSONG = Face(
    "仿宋_GB2312",
    ("仿宋", "FangSong", "朱雀仿宋", "FandolFang", "FandolFang R", "Noto Serif CJK SC"),
)
HEI = Face("黑体", ("SimHei", "Noto Sans CJK SC", "FandolHei"), family="swiss")
KAI = Face(
    "楷体_GB2312", ("楷体", "KaiTi", "霞鹜文楷", "FandolKai", "AR PL UKai CN", "Noto Serif CJK SC")
)
SONG = Face("宋体", ("SimSun", "Noto Serif CJK SC", "FandolSong"), digits="宋体")

_FACES = (XIAOBIAOSONG, FANGSONG, HEI, KAI, SONG)


def chosen(face: Face) -> BaseOxmlElement:
    """Choose the face for a run or style; quotes and dashes follow the Chinese font."""
    return element(
        "rFonts",
        hint="eastAsia",
        ascii=face.digits,
        eastAsia=face.name,
        hAnsi=face.digits,
        cs=face.digits,
    )


def table() -> BaseOxmlElement:
    """Give the font table, which tells a reader without a font which one to take instead.

    LibreOffice passes over `altName` (measured with 7.4), so that a converter needs `aliases`.
    """
    fonts = [
        element(
            "font",
            element("altName", val=",".join(face.instead)),
            element("charset", val="86"),
            element("family", val=face.family),
            element("pitch", val="variable"),
            name=face.name,
        )
        for face in _FACES
    ]
    latin = element(
        "font",
        element("altName", val="Liberation Serif,Tinos"),
        element("charset", val="00"),
        element("family", val="roman"),
        element("pitch", val="variable"),
        name=LATIN,
    )
    return element("fonts", *fonts, latin)


def aliases() -> bytes:
    """Give a configuration of fontconfig with the stand-ins, for LibreOffice without the fonts.

    Written to a file that FONTCONFIG_FILE names when soffice is started; without it every
    missing font becomes a sans-serif one.
    """
    config = ElementTree.Element("fontconfig")
    ElementTree.SubElement(config, "include", ignore_missing="yes").text = "/etc/fonts/fonts.conf"
    for face in _FACES:
        match = ElementTree.SubElement(config, "match", target="pattern")
        ElementTree.SubElement(
            ElementTree.SubElement(match, "test", name="family"), "string"
        ).text = face.name
        family = ElementTree.SubElement(
            match, "edit", name="family", mode="assign", binding="strong"
        )
        for name in (face.name, *face.instead):
            ElementTree.SubElement(family, "string").text = name
        if face.heavy:
            weight = ElementTree.SubElement(match, "edit", name="weight", mode="assign")
            ElementTree.SubElement(weight, "const").text = "bold"
    written: bytes = ElementTree.tostring(config, encoding="UTF-8", xml_declaration=True)
    return written
