"""Files are recognised by content, keep their positions, and the unusable ones say why."""

import datetime as dt
import io
import time
import zipfile

import docx
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from tests.ledgers import build
from xianfeng.ledgers import archives, readers
from xianfeng.ledgers.results import FILE_MESSAGES, UnusableFile

ROWS = [["组织编码", "组织名称"], ["HY001", "第一支部"], ["HY002", "第二支部"]]


def refused(data):
    with pytest.raises(UnusableFile) as caught:
        readers.read(data)
    return caught.value.code


def rows_of(data):
    (sheet,) = readers.read(data).sheets
    return sheet.rows


def csv_text(delimiter):
    return "\r\n".join(delimiter.join(row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(build.xlsx(("甲", ROWS)), id="xlsx"),
        pytest.param(build.xls(ROWS), id="xls"),
        pytest.param(csv_text(",").encode(), id="utf-8"),
        pytest.param(csv_text(",").encode("utf-8-sig"), id="utf-8 with BOM"),
        pytest.param(csv_text(",").encode("gb18030"), id="gb18030"),
        pytest.param(csv_text(";").encode("gb18030"), id="semicolon"),
        pytest.param(csv_text("\t").encode(), id="tab"),
        pytest.param(csv_text("\t").encode("utf-16"), id="utf-16"),
    ],
)
def test_every_format_gives_the_same_rows(data):
    assert rows_of(data) == ROWS


def test_the_name_plays_no_part(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes(build.xlsx(("甲", ROWS)))
    workbook = readers.read(path)
    assert (workbook.name, workbook.sheets[0].rows) == ("名册.csv", ROWS)


def test_cells_keep_their_place_and_type():
    day = dt.date(1985, 7, 1)
    rows = [[], ["", "", "x", "", day], [], ["", "", 1.5, "", "0123"], ["", " "]]
    assert rows_of(build.xlsx(("甲", rows))) == [
        [],
        ["", "", "x", "", day],
        [],
        ["", "", 1.5, "", "0123"],
    ]


def test_merged_ranges_are_known():
    data = build.xlsx(("甲", [["标题"], ["a", "b"]]), merges=[(0, 0, 0, 1)])
    assert readers.read(data).sheets[0].merged == (((0, 0), (0, 1)),)


def test_a_hidden_sheet_is_left_out():
    data = build.xlsx(("甲", ROWS), ("选项", [["男"], ["女"]]), hidden=[1])
    assert [sheet.name for sheet in readers.read(data).sheets] == ["甲"]


def test_a_formula_is_read_as_its_stored_value_and_formula_text_stays_text():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        page.write_formula(0, 0, "=1+1", value=2)
        page.write_string(0, 1, '=HYPERLINK("http://example.org","点我")')
    assert rows_of(buffer.getvalue()) == [[2, '=HYPERLINK("http://example.org","点我")']]


def test_a_csv_cell_may_hold_delimiters_and_line_breaks():
    data = '姓名,特长\r\n"张,三","理发；\n园艺"\r\n\r\n李四,\r\n'.encode()
    assert rows_of(data) == [["姓名", "特长"], ["张,三", "理发；\n园艺"], [], ["李四", ""]]


def encrypted():
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(build.xlsx(("甲", ROWS)))).encrypt("secret", sealed)
    return sealed.getvalue()


def word():
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def any_zip():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("photo.jpg", b"x" * 100)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty_file", id="no byte"),
        pytest.param(b"\xef\xbb\xbf \r\n", "empty_file", id="white space"),
        pytest.param(build.xlsx(("甲", [])), "empty_file", id="empty workbook"),
        pytest.param(build.xls([]), "empty_file", id="empty xls"),
        pytest.param(encrypted(), "password_protected", id="encrypted"),
        pytest.param(word(), "not_a_workbook", id="docx"),
        pytest.param(any_zip(), "not_a_workbook", id="zip"),
        pytest.param(b"%PDF-1.7\n...", "not_a_workbook", id="pdf"),
        pytest.param(b"\x7fELF\0\0\0\1" * 9, "not_a_workbook", id="program"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table>", "not_a_workbook", id="html"),
        pytest.param(build.xls(ROWS)[:3000], "damaged", id="half an xls"),
        pytest.param("姓名,民族\n张三,汉族".encode()[:-1], "damaged", id="csv cut in a character"),
        pytest.param('姓名\n"张三'.encode() + b"x" * 40_000, "damaged", id="open quotation mark"),
        pytest.param(
            "姓名\n".encode() + b"\x81\xff\xff\x00"[:3] * 20, "encoding_unknown", id="noise"
        ),
    ],
)
def test_an_unusable_file_says_why(data, code):
    assert refused(data) == code


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_damaged(share):
    data = build.xlsx(("甲", ROWS * 200))
    assert refused(data[: int(len(data) * share)]) == "damaged"


def test_a_flipped_byte_is_damaged():
    data = bytearray(build.xlsx(("甲", ROWS * 200)))
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[place] ^= 0xFF
    assert refused(bytes(data)) == "damaged"


def bomb(size, declared=None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    data = buffer.getvalue()
    if declared is not None:  # the size in the zip directory, made a lie
        data = data.replace(size.to_bytes(4, "little"), declared.to_bytes(4, "little"))
    return data


def test_a_zip_bomb_is_refused_by_its_directory():
    began = time.process_time()
    data = bomb(500_000_000)
    built = time.process_time()
    assert (len(data) < 1_000_000, refused(data)) == (True, "too_large")
    assert time.process_time() - built < (built - began) / 10  # nothing was unpacked


def test_a_zip_bomb_whose_directory_lies_is_refused():
    assert refused(bomb(60_000_000, declared=900)) == "too_large"


def sheet_with(cells):
    """Return a workbook whose only sheet has exactly these <c> elements."""
    source = build.xlsx(("甲", [["a"]]))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                head, _, rest = content.partition(b"<sheetData>")
                tail = rest.partition(b"</sheetData>")[2]
                content = head + b"<sheetData>" + cells.encode() + b"</sheetData>" + tail
            new.writestr(entry.filename, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("place", "code"),
    [("XFD1048576", "too_large"), ("A9999999", "damaged"), ("ZZZ900000", "too_large")],
)
def test_two_cells_far_apart_are_refused_before_the_parser_allocates(place, code):
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="{place}"><v>1</v></c></row>'
    assert refused(sheet_with(cells)) == code


def test_a_million_blank_rows_cost_nothing():
    blank = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(3, 1_000_000))
    filled = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    began = time.process_time()
    assert rows_of(sheet_with(filled + blank)) == [[1, ""], ["", 2]]
    assert time.process_time() - began < 20


def test_a_filled_last_row_after_blanks_keeps_its_number():
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="A1000000"><v>2</v></c></row>'
    )
    rows = rows_of(sheet_with(cells))
    assert (len(rows), rows[0], rows[-1], rows[5]) == (1_000_000, [1], [2], [])


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(readers, "MAX_DATA_ROWS", 2)
    assert refused(csv_text(",").encode()) == "too_many_rows"


def test_limits_leave_room_for_a_hundred_thousand_people():
    assert archives.MAX_AREA > 100_000 * 19 * 5
    assert archives.MAX_UNPACKED_BYTES > 100_000 * 19 * 50


def test_every_refusal_tells_what_to_do():
    assert all("请" in message for message in FILE_MESSAGES.values())
