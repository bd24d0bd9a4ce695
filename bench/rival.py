"""The same roster through django-import-export, with the same parsers, checks and sealing."""

from pathlib import Path
from typing import Any

from import_export import fields, resources
from import_export.instance_loaders import CachedInstanceLoader
from python_calamine import CalamineWorkbook
from tablib import Dataset

from xianfeng.kernel import clock, crypto
from xianfeng.ledgers import dates, identity
from xianfeng.members.ledger.columns import COLUMNS, level_of
from xianfeng.members.models import Member, Membership, Post
from xianfeng.units.models import Place, Term, Unit

_BY_TITLE = {column.title: column for column in COLUMNS}
_FIELDS = (
    "name", "id_number_sealed", "id_number_index", "phone_sealed", "phone_index", "sex",
    "ethnicity", "born_on", "education", "education_level", "joined_on", "confirmed_on",
    "community_id", "community_name", "skills", "wishes", "service_times", "dues_base",
)  # fmt: skip


class Roster(resources.ModelResource):
    """A roster of members; a row's spell and posts are written after it."""

    class Meta:
        model = Member
        fields = _FIELDS
        import_id_fields = ("id_number_index",)
        instance_loader_class = CachedInstanceLoader
        use_bulk = False
        skip_unchanged = True
        report_skipped = False
        skip_diff = True

    for _name in _FIELDS:
        locals()[_name] = fields.Field(column_name=_name, attribute=_name)

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.today = clock.today()
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.terms = dict(Term.objects.values_list("unit_id", "from_on"))
        self.places = dict(Place.objects.filter(parent=None).values_list("name", "pk"))
        self.seen: set[str] = set()

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        values: dict[str, Any] = {}
        for title, column in _BY_TITLE.items():
            value, code = column.parse(row.get(title, ""))
            if code:
                raise ValueError(code)
            if value is None and (column.required or column.filled):
                raise ValueError("required")
            if column.past and value is not None and value > self.today:
                raise ValueError("date_in_future")
            values[column.field] = value
        person, unit = values["id_number"], self.units.get(values["unit_code"])
        self.check(values, person, unit)
        row.update(
            values,
            id_number_sealed=crypto.seal(person.number),
            phone_sealed=crypto.seal(values["phone"]),
            phone_index=crypto.blind("phone", values["phone"]),
            education_level=level_of(values["education"]),
            community_id=self.places.get(values["community"]),
            community_name=values["community"] or "",
            skills=values["skills"] or "",
            wishes=values["wishes"] or "",
            service_times=values["service_times"] or "",
            unit=unit,
        )

    def check(self, values: dict[str, Any], person: Any, unit: Unit | None) -> None:
        born, joined, confirmed = values["born_on"], values["joined_on"], values["confirmed_on"]
        if person.number in self.seen:
            raise ValueError("duplicate_in_file")
        self.seen.add(person.number)
        if unit is None:
            raise ValueError("unit_not_found")
        if not dates.same(born, person.born_on):
            raise ValueError("id_birth_mismatch")
        if values["sex"] != ("1" if person.sex == "男" else "2"):
            raise ValueError("id_sex_mismatch")
        if (joined.year - born.year, joined.month, joined.day) < (18, born.month, born.day):
            raise ValueError("joined_before_18")
        self.known = identity.region_known(person.number)
        if confirmed is not None and confirmed < joined:
            raise ValueError("confirmed_before_joined")

    def after_save_instance(self, instance: Member, row: Any, **kwargs: Any) -> None:
        unit = row["unit"]
        start = max(instance.joined_on, unit.established_on)
        Membership.objects.create(member=instance, unit=unit, from_on=start)
        for title in row["post"] or ():
            since = max(start, self.terms.get(unit.pk, unit.established_on))
            Post.objects.create(member=instance, unit=unit, title=title, from_on=since)


def import_roster(path: Path) -> int:
    """Import the workbook; raises when a row is refused."""
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
    place = head.index("公民身份号码")
    keyed = ((*row, crypto.blind("id_number", str(row[place]))) for row in rows)
    data = Dataset(*keyed, headers=[*head, "id_number_index"])
    result = Roster().import_data(data, raise_errors=True, use_transactions=True)
    return int(result.totals["new"])
