"""Writes a ledger of development that was found right, takes it back, and sends it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.development import facts, permissions, queries, settling, words
from xianfeng.development.ledger.columns import DETAILS
from xianfeng.development.ledger.reading import Key, index_of, key_of
from xianfeng.development.models import Candidate, Deadline, StepPerson, StepRecord, StepVersion
from xianfeng.development.models import plain as said
from xianfeng.development.rules import checks, history, steps
from xianfeng.development.rules.history import Entry
from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, UNCHANGED, Applied, Importer, Plan
from xianfeng.ledgers.results import mask
from xianfeng.members.models import Member

FACTS = (facts.STEP.id, facts.DEADLINE.id)


@dataclass
class Whom:
    """One person of a sheet: the standing one, if any, with records, and the rows that tell."""

    candidate: Candidate | None
    records: list[StepRecord] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    merged: dict[int, tuple[StepRecord, Entry]] = field(default_factory=dict)
    member: Member | None = None


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare every row with the record of the same person, step and day; say what is lacking."""
    made = Plan(work={})
    people: dict[Key, Whom] = {}
    for index in frame.live():
        key = key_of(frame, index)
        if key not in people:
            people[key] = _whom(frame, index)
        people[key].rows.append(index)
    for whom in people.values():
        for index in whom.rows:
            _compare(frame, index, whom, made)
        _judge(frame, whom)
    live = set(frame.live())
    made.states = {index: state for index, state in made.states.items() if index in live}
    made.work = [whom for whom in people.values() if live & {*whom.rows}]
    return made


def _whom(frame: Frame, index: int) -> Whom:
    unit = frame.resolved["units"][frame["unit_code"][index]]
    open_ones = Candidate.objects.filter(ended_on=None).select_related("unit__agency", "member")
    found = None
    if (number := index_of(frame, index)) is not None:
        found = open_ones.filter(id_number_index=number).first()
    if found is None:
        same = {"unit": unit, "name": frame["name"][index], "born_on": frame["born_on"][index]}
        found = open_ones.filter(**same).first()
    records = StepRecord.objects.filter(candidate=found).prefetch_related("people")
    return Whom(found, list(records) if found else [])


def _compare(frame: Frame, index: int, whom: Whom, made: Plan) -> None:
    stated: Entry = frame.resolved["entries"][index]
    same = (one for one in whom.records if (one.step, one.on) == (stated.step, stated.on))
    record = next(same, None)
    if record is None:
        made.states[index] = NEW
        return
    stands = record.entry()
    merged = _merged(stands, stated, blank=frame["outcome"][index] is None)
    made.states[index] = UNCHANGED if merged == stands else CHANGED
    if merged != stands:
        whom.merged[index] = record, merged
        old, new = said(stands), said(merged)
        made.changes[index] = [
            (frame.heading(name), str(old.get(name, "")), str(new.get(name, "")))
            for name in new
            if old.get(name) != new[name]
        ]


def _merged(stands: Entry, stated: Entry, blank: bool) -> Entry:
    """Return what stands with what the row states; a blank cell (of the outcome) leaves it."""
    told = {name: value for name, value in vars(stated).items() if value not in (None, "", ())}
    if blank:
        told.pop("outcome")
    return Entry(**{**vars(stands), **told})


def _judge(frame: Frame, whom: Whom) -> None:
    """Warn of what the whole history lacks; a member must be on the roster before."""
    replaced = {record.pk: entry for record, entry in whom.merged.values()}
    known = {(one.step, one.on) for one in whom.records}
    entries = [replaced.get(one.pk) or one.entry() for one in whom.records]
    stated = {index: frame.resolved["entries"][index] for index in whom.rows}
    entries += [one for one in stated.values() if (one.step, one.on) not in known]
    unit = frame.resolved["units"][frame["unit_code"][whom.rows[0]]]
    person = checks.Person(frame["born_on"][whom.rows[0]], permissions.chain_of(unit))
    for problem in checks.problems(entries, person):
        told = (i for i, one in stated.items() if (one.step, one.on) == (problem.step, problem.on))
        if (index := next(told, None)) is not None:
            name = steps.BY_NUMBER[problem.step].name
            text = _("第%(step)s步 %(name)s：") % {"step": problem.step, "name": name}
            frame.warn(index, "step", "required", text + words.sentence(problem))
    _find_member(frame, whom, history.walk(entries).accepted_on)


def _find_member(frame: Frame, whom: Whom, accepted_on: date | None) -> None:
    if accepted_on is None or (whom.candidate and whom.candidate.member_id):
        return
    first = whom.rows[0]
    number = index_of(frame, first)
    same = {"name": frame["name"][first], "born_on": frame["born_on"][first]}
    found = Member.objects.filter(development=None)
    whom.member = found.filter(id_number_index=number).first() if number else None
    whom.member = whom.member or found.filter(**same, joined_on=accepted_on).first()
    if whom.member is not None and whom.member.joined_on == accepted_on:
        return
    text = _("花名册里没有 %(day)s 入党的此人，请先核对或导入党员花名册")
    for index in whom.rows:
        frame.reject(index, "step", "choice_unknown", text % {"day": accepted_on})


def apply(frame: Frame, made: Plan, importer: Importer) -> Applied:
    """Write people and steps; what a changed row replaces stays as a version."""
    people: list[Whom] = made.work
    live = set(frame.live())
    new = [_candidate(frame, whom) for whom in people if whom.candidate is None]
    keys: dict[str, list[int]] = {
        "people": [],
        "records": [],
        "candidates": [one.pk for one in new],
    }
    amended, units = [], set[int]()
    for whom in people:
        candidate = whom.candidate
        assert candidate is not None  # noqa: S101  made above where there was none
        for index in sorted(live & {*whom.rows}):
            if made.states[index] == NEW:
                entry = frame.resolved["entries"][index]
                record = _record(candidate, entry, importer)
                keys["records"].append(record.pk)
                keys["people"] += _people(record, entry)
        amended += [_amend(*each, importer) for each in whom.merged.values()]
        units |= {candidate.unit_id} | settling.write_deadlines(candidate)[0]
    undo_of = {
        "development.StepPerson": bulk.ranges(keys["people"]),
        "development.StepRecord": bulk.ranges(keys["records"]),
        "development.Candidate": bulk.ranges(keys["candidates"]),
    }
    touched = [whom.candidate for whom in people if whom.candidate]
    done = {"made": undo_of, "amended": amended, "touched": [one.pk for one in touched]}
    return Applied(done, FACTS, frozenset(units))


def _candidate(frame: Frame, whom: Whom) -> Candidate:
    index = whom.rows[0]
    told = frame["id_number"][index]
    whom.candidate = Candidate.objects.create(
        unit=frame.resolved["units"][frame["unit_code"][index]],
        name=frame["name"][index],
        sex=frame["sex"][index],
        ethnicity=frame["ethnicity"][index] or "01",
        born_on=frame["born_on"][index],
        education=frame["education"][index] or "",
        id_number_sealed=crypto.seal(told.number) if told else b"",
        id_number_index=index_of(frame, index),
        member=whom.member,
    )
    return whom.candidate


def _record(candidate: Candidate, entry: Entry, importer: Importer) -> StepRecord:
    own = {name: value for name, value in vars(entry).items() if name not in _PEOPLE}
    return StepRecord.objects.create(
        candidate=candidate,
        recorded_at=importer.at,
        recorded_by=importer.viewer.name,
        on_behalf=permissions.on_behalf(importer.viewer, candidate.unit, entry.step),
        **own,
    )


def _people(record: StepRecord, entry: Entry) -> list[int]:
    rows = [
        StepPerson.objects.create(record=record, member_id=member, part=part)
        for part, chosen in (("contact", entry.contacts), ("sponsor", entry.sponsors))
        for member in chosen
    ]
    return [row.pk for row in rows]


def _amend(record: StepRecord, entry: Entry, importer: Importer) -> list[int]:
    StepVersion.objects.create(
        record=record,
        version=record.version,
        content=said(record.entry()),
        reason=_("导入台账更正"),
        amended_by=importer.viewer.name,
        amended_at=importer.at,
    )
    _store(record, entry, record.version + 1)
    return [record.pk, record.version - 1]


def _store(record: StepRecord, entry: Entry, version: int) -> None:
    for name, value in vars(entry).items():
        if name not in _PEOPLE:
            setattr(record, name, value)
    record.version = version
    record.save()
    record.people.all().delete()
    _people(record, entry)


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and restore what was amended; raises Refused when changed since."""
    made = done["made"]
    Deadline.objects.filter(bulk.among("candidate_id", made["development.Candidate"])).delete()
    undoing.refuse_unless_untouched(StepRecord, made["development.StepRecord"], version=1)
    undoing.refuse_when_used(made)
    for pk, version in done["amended"]:
        record = StepRecord.objects.select_for_update().filter(pk=pk, version=version + 1).first()
        earlier = StepVersion.objects.filter(record_id=pk, version=version).first()
        if record is None or earlier is None:
            raise undoing.changed_since()
        _store(record, entry_from(earlier.content), version)
        earlier.delete()
    undoing.delete(made)
    for candidate in Candidate.objects.filter(pk__in=done["touched"]).select_related("unit"):
        settling.write_deadlines(candidate)


def entry_from(content: Mapping[str, Any]) -> Entry:
    """Return the entry that a snapshot holds."""
    days = {"on", "publicity_from", "publicity_until", "party_group_on"}
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in days else value
        for name, value in content.items()
    }
    people = {name: tuple(values.get(name, ())) for name in _PEOPLE}
    return Entry(**values | people)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield every record of the people the viewer sees at or below ``path``, person by person."""
    found = queries.complete(viewer).filter(below("unit__path", path))
    ethnicities = choices("ethnicity").codes
    for one in found.order_by("unit__path", "name", "pk").iterator(chunk_size=500):
        number = one.id_number
        ethnicity = ethnicities.get(one.ethnicity, one.ethnicity)
        person = (
            one.name, number if unmasked else mask(number), one.get_sex_display(), ethnicity,
            one.born_on, one.education, one.unit.code,
        )  # fmt: skip
        for record in one.records.all():
            yield (*person, *_cells(record))


def _cells(record: StepRecord) -> Sequence[Any]:
    name = f"{record.step} {steps.BY_NUMBER[record.step].name}"
    parts: dict[str, list[str]] = {"contact": [], "sponsor": []}
    for one in record.people.all():
        parts[one.part].append(one.member.name)
    details = {name: getattr(record, name) for name in DETAILS}
    return (
        name, record.on, record.get_outcome_display(), details.pop("by"),
        "、".join(parts["contact"]), "、".join(parts["sponsor"]), *details.values(),
    )  # fmt: skip


_PEOPLE = frozenset({"contacts", "sponsors"})
