"""The city's workbooks are read as a whole: the messy roster yields exactly what it must."""

import datetime as dt
import json
import time

import pytest

from xianfeng.ledgers import cells, dates, headers, readers
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.identity import identity

TODAY = dt.date(2026, 11, 20)
REQUIRED = ("name", "id_number", "sex", "joined_on", "category", "unit_code")


def table_of(folder, name, kind):
    return headers.locate(readers.read(folder / f"{name}.xlsx"), kind)


def unit_codes(folder):
    table = table_of(folder, "党组织", "units")
    return {row[table.fields["code"].index] for _, row in table.records()}


def judged(row, columns, units, seen):
    """Return (codes, values) of a roster row, from the parsers and a few comparisons."""
    parsed = {}
    codes = []

    def take(field, result):
        value, code = result
        parsed[field] = value
        if code is None and field in REQUIRED and value in (None, ""):
            code = "required"
        if code:
            codes.append(code)

    raw = {field: row[column.index] for field, column in columns.items()}
    take("name", cells.name(raw["name"]))
    take("id_number", identity(raw["id_number"]))
    take("sex", cells.choice(raw["sex"], choices("sex")))
    take("ethnicity", cells.choice(raw["ethnicity"], choices("ethnicity")))
    take("education", cells.choice(raw["education"], choices("education")))
    take("category", cells.choice(raw["category"], choices("category")))
    take("unit_code", cells.text(raw["unit_code"]))
    take("phone", cells.phone(raw["phone"]))
    take("dues_base", cells.money(raw["dues_base"]))
    take("born_on", dates.day(raw["born_on"], month=True, until=TODAY))
    take("joined_on", dates.day(raw["joined_on"], until=TODAY))
    take("confirmed_on", dates.day(raw["confirmed_on"], until=TODAY))

    person, born, joined = parsed["id_number"], parsed["born_on"], parsed["joined_on"]
    if person:
        if born and not dates.same(born, person.born_on):
            codes.append("id_birth_mismatch")
        if parsed["sex"] and parsed["sex"] != person.sex:
            codes.append("id_sex_mismatch")
        if person.number in seen:
            codes.append("duplicate_in_file")
        seen.add(person.number)
    if born and joined and joined.timetuple()[:3] < (born.year + 18, born.month, born.day):
        codes.append("joined_before_18")
    if joined and parsed["confirmed_on"] and parsed["confirmed_on"] < joined:
        codes.append("confirmed_before_joined")
    if parsed["unit_code"] not in units:
        codes.append("unit_not_found")
    return sorted(codes), parsed


@pytest.mark.parametrize("city", ["clean", "messy"])
def test_the_roster_yields_the_expected_codes_and_counts(shared_data, city):
    folder = shared_data / "city" / city
    expected = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    table = table_of(folder, "党员花名册", "members")
    units, seen = unit_codes(folder), set()
    rows = {n: judged(row, table.fields, units, seen) for n, row in table.records()}
    errors = {str(n): codes for n, (codes, _) in rows.items() if codes}
    accepted = [values for codes, values in rows.values() if not codes]

    assert errors == expected["errors"]
    assert (len(rows), len(accepted)) == (expected["rows"], expected["accepted"])
    assert sum(v["sex"] == "女" for v in accepted) == expected["women"]
    assert sum(v["ethnicity"] != "汉族" for v in accepted) == expected["minority"]
    assert sum(v["category"] == "正式党员" for v in accepted) == expected["full"]


@pytest.mark.parametrize("city", ["clean", "messy"])
def test_the_other_workbooks_are_read_whole(shared_data, city):
    folder = shared_data / "city" / city
    expected = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    units = table_of(folder, "党组织", "units")
    kinds = {}
    for _, row in units.records():
        kind, code = cells.choice(row[units.fields["kind"].index], choices("unit_kind"))
        assert code is None
        kinds[kind] = kinds.get(kind, 0) + 1
    grids = table_of(folder, "社区网格", "communities")
    tasks = table_of(folder, "任务分解表", "tasks")
    assert kinds == expected["by_kind"]
    assert len(list(grids.records())) == expected["grids"]
    communities = {row[grids.fields["community"].index] for _, row in grids.records()}
    assert len(communities) == expected["communities"]
    assert len(list(tasks.records())) == expected["tasks"]
    assert [t.unknown for t in (units, grids, tasks)] == [(), (), ()]


def test_parsing_keeps_pace(shared_data):
    folder = shared_data / "city" / "messy"
    table = table_of(folder, "党员花名册", "members")
    rows = list(table.records())
    began = time.process_time()
    for _ in range(12):
        seen = set()
        for _, row in rows:
            judged(row, table.fields, {"HY"}, seen)
    assert time.process_time() - began < 5  # 10,536 people; about half a second when idle
