"""What a meeting says and said, as texts to show."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer
from xianfeng.life import permissions
from xianfeng.life.enums import AbsenceReason, MeetingKind
from xianfeng.life.models import Meeting, Theme, plain
from xianfeng.life.queries.meetings import counted_away
from xianfeng.life.rules import Record
from xianfeng.members.models import Member

LABELS = {
    "kind": _("会议类型"),
    "also": _("同时算作"),
    "held_on": _("召开日期"),
    "title": _("主题"),
    "place": _("地点"),
    "chair": _("主持人"),
    "recorder": _("记录人"),
    "content": _("议定事项"),
    "agenda": _("议程与决议"),
    "lecturer": _("讲课人"),
    "theme": _("主题库"),
    "made_up": _("补开期间"),
    "minutes": _("时长（分钟）"),
    "expected": _("应到人数"),
    "present": _("实到人数"),
    "absent": _("缺席"),
    "absentees": _("缺席人员"),
}


@dataclass(frozen=True)
class Version:
    """What a meeting says or said: number, field name to text, and why it was replaced."""

    number: int
    cells: dict[str, str]
    reason: str = ""
    by: str = ""
    at: Any = None

    @property
    def pairs(self) -> list[tuple[Any, str]]:
        """Return (label, text) of everything it says."""
        return [(LABELS[name], text) for name, text in self.cells.items() if text]


@dataclass(frozen=True)
class History:
    """A meeting as it stands and every earlier version, the latest first."""

    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """Return what the meeting says now."""
        return self.versions[0]

    @property
    def replaced(self) -> tuple[Version, ...]:
        """Return the earlier versions, the latest first."""
        return self.versions[1:]

    @property
    def comparison(self) -> list[tuple[Any, list[tuple[str, bool]]]]:
        """Return (label, [(text, differs from the version before)]) of what ever changed."""
        rows = []
        for name, label in LABELS.items():
            texts = [version.cells[name] for version in self.versions]
            if len(set(texts)) > 1:
                older = [*texts[1:], texts[-1]]
                rows.append((label, [(t, t != old) for t, old in zip(texts, older, strict=True)]))
        return rows


def versions(viewer: Viewer, meeting: Meeting) -> History:
    """Return the meeting's history; other members of a branch are not shown who was absent."""
    earlier = list(meeting.versions.all())
    stated = [meeting.snapshot(), *(each.content for each in earlier)]
    if not permissions.sees_absences(viewer, meeting.unit):
        stated = [content | {"absences": {}, "absentees": ""} for content in stated]
    names = _names(stated)
    current = Version(meeting.version, _cells(stated[0], names))
    replaced = tuple(
        Version(each.version, _cells(content, names), each.reason, each.amended_by, each.amended_at)
        for each, content in zip(earlier, stated[1:], strict=True)
    )
    return History((current, *replaced))


def against(viewer: Viewer, meeting: Meeting, record: Record) -> list[tuple[Any, str, str]]:
    """Return (label, what stands, what was entered) where the two differ."""
    theirs = counted_away(viewer, meeting)
    stated = [plain(theirs), plain(record)]
    names = _names(stated)
    left, right = (_cells(each, names) for each in stated)
    return [(LABELS[name], left[name], right[name]) for name in LABELS if left[name] != right[name]]


@dataclass(frozen=True)
class _Names:
    """What the keys of snapshots stand for."""

    members: dict[int, str]
    themes: dict[int, str]


def _names(stated: list[dict[str, Any]]) -> _Names:
    members = {int(key) for content in stated for key in content["absences"]}
    themes = {content["theme_id"] for content in stated if content.get("theme_id")}
    return _Names(
        dict(Member.objects.filter(pk__in=members).values_list("pk", "name")),
        dict(Theme.objects.filter(pk__in=themes).values_list("pk", "title")),
    )


def _written(item: dict[str, Any]) -> str:
    """Return an agenda item of a snapshot as one line."""
    vote = ""
    if item["in_favour"] is not None:
        counts = {name: item[name] or 0 for name in ("in_favour", "against", "abstained")}
        vote = gettext("（赞成%(in_favour)d，反对%(against)d，弃权%(abstained)d）") % counts
    follow = "，".join(filter(None, (item["owner"], item["due_on"])))
    said = f"：{item['decision']}{vote}" if item["decision"] else ""
    return f"{item['title']}{said}" + (f"（{follow}）" if follow else "")


def _cells(content: dict[str, Any], names: _Names) -> dict[str, str]:
    """Return a snapshot as texts to show: field name to text.

    A version from before a field existed says nothing there.
    """
    reasons = content["absences"].items()
    absent = [
        f"{names.members[int(member)]}（{AbsenceReason(reason).label}）"
        for member, reason in reasons
        if int(member) in names.members
    ]
    shown = {name: "" if value is None else str(value) for name, value in content.items()}
    shown["kind"] = str(MeetingKind(content["kind"]).label)
    shown["also"] = "、".join(str(MeetingKind(kind).label) for kind in content["also"])
    shown["absent"] = "、".join(absent)
    shown["agenda"] = "\n".join(
        f"{number}. {_written(item)}" for number, item in enumerate(content.get("agenda", []), 1)
    )
    shown["theme"] = names.themes.get(content.get("theme_id") or 0, "")
    return {name: shown.get(name, "") for name in LABELS}
