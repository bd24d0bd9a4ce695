"""Builds small files in the formats an import meets."""

import io

import xlsxwriter
import xlwt


def xlsx(*sheets, merges=(), hidden=()):
    """Each sheet is (name, rows); a cell '' is left out. Returns bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for index, (name, rows) in enumerate(sheets):
            page = book.add_worksheet(name)
            if index in hidden:
                page.hide()
            for span in merges if index == 0 else ():
                page.merge_range(*span, "")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value == "":
                        continue
                    if hasattr(value, "year"):
                        page.write_datetime(number, column, value, date)
                    elif isinstance(value, str):
                        page.write_string(number, column, value)
                    else:
                        page.write(number, column, value)
    return buffer.getvalue()


def xls(rows, name="Sheet1"):
    """One sheet in the old binary format; returns bytes."""
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(number, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
