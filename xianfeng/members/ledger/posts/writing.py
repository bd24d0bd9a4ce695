"""Writes a ledger of posts, takes it back, and sends it out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, Applied, Importer, Plan
from xianfeng.members.facts import POST
from xianfeng.members.ledger.posts.reading import GIVEN, Row
from xianfeng.members.models import Post
from xianfeng.units.permissions import STAFF

FACTS = (POST.id,)
_TAIL = 4


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """Write new posts and what changed of standing ones."""
    rows: dict[int, Row] = plan.work
    new = [index for index, state in plan.states.items() if state == NEW]
    made = Post.objects.bulk_create(_post(frame, index, rows[index]) for index in new)
    changed = [index for index, state in plan.states.items() if state == CHANGED]
    before = []
    for index in changed:
        post = rows[index].stands
        if post is None:
            continue
        old = [_plain(getattr(post, name)) for name in GIVEN]
        for name in GIVEN:
            if frame[name][index] is not None:
                setattr(post, name, frame[name][index])
        before.append([post.pk, old, [_plain(getattr(post, name)) for name in GIVEN]])
    stands = [row.stands for index in changed if (row := rows[index]).stands is not None]
    Post.objects.bulk_update([post for post in stands if post], GIVEN)
    touched = frozenset(rows[index].unit.pk for index in (*new, *changed))
    ranges = {"members.Post": bulk.ranges(post.pk for post in made)}
    return Applied({"made": ranges, "changed": before}, FACTS, touched)


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and put back what stood; raises Refused when it changed since."""
    made = done["made"]
    undoing.refuse_when_used(made)
    after = [(pk, _values(new)) for pk, _old, new in done["changed"]]
    undoing.refuse_when_changed(Post, after, GIVEN)
    bulk.update(Post, GIVEN, [(*_values(old), pk) for pk, old, _new in done["changed"]])
    undoing.delete(made)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterable[Sequence[Any]]:
    """Yield every post that the viewer reads at or below ``path``; without numbers when masked."""
    reach = viewer.within("unit__path", {*STAFF, OPERATOR_ROLE}) & below("unit__path", path)
    rows = Post.objects.filter(reach).select_related("unit", "member")
    for post in rows.order_by("unit__path", "from_on", "pk").iterator(chunk_size=2000):
        yield (
            post.unit.code,
            post.member.name,
            post.member.id_number if unmasked else "",
            post.member.phone[-_TAIL:] if unmasked else "",
            str(post.get_title_display()),
            "是" if post.full_time else "否",
            post.from_on,
            post.until_on,
            str(post.get_how_display()),
            post.document,
        )


def _post(frame: Frame, index: int, row: Row) -> Post:
    given = {name: frame[name][index] for name in GIVEN}
    return Post(
        unit=row.unit,
        member_id=row.member,
        title=frame["title"][index],
        from_on=frame["from_on"][index],
        full_time=bool(given["full_time"]),
        until_on=given["until_on"],
        how=given["how"] or "",
        document=given["document"] or "",
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _values(kept: Sequence[Any]) -> tuple[Any, ...]:
    """Return the values of GIVEN as the database holds them."""
    full_time, until_on, how, document = kept
    return full_time, date.fromisoformat(until_on) if until_on else None, how, document
