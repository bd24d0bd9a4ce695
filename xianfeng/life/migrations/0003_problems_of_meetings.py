"""What was to be put right after a life meeting becomes a problem that the superior verifies."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

# Old items have no category. Reading: what a life meeting finds is of the members' thinking first.
CATEGORY = "thought"
_VERIFY_DAYS = 14


def into_problems(apps, schema_editor):
    """Move each item: nothing that was recorded is lost, and nothing is called verified.

    An item of a confirmed meeting of a unit with a superior becomes a problem; what was said to be
    done is answered, and waits for the superior. Any other item has nobody who could verify it, or
    hangs on a record that counts for nothing: it becomes a resolution of its own meeting.
    """
    item_model = apps.get_model("life", "Rectification")
    rows = item_model.objects.select_related("meeting__unit__parent").order_by("pk")
    for item in rows.iterator():
        meeting = item.meeting
        if meeting.state == "confirmed" and meeting.unit.parent_id:
            _raise(apps, item, meeting)
        else:
            _resolve(apps, item, meeting)


def _raise(apps, item, meeting):
    raised_on = meeting.held_on
    due_on = max(item.due_on, raised_on)
    answered_on = item.done_on and max(item.done_on, raised_on)
    state = "answered" if answered_on else "open"
    problem = apps.get_model("rectification", "Problem").objects.create(
        unit_id=meeting.unit_id,
        verifier_id=meeting.unit.parent_id,
        source="life_meeting",
        category=CATEGORY,
        text=item.problem,
        measure=item.measure,
        owner=item.owner,
        found_on=raised_on,
        raised_on=raised_on,
        due_on=due_on,
        state=state,
        answered_on=answered_on,
        origin=f"life.meeting:{meeting.pk}",
    )
    spell_model = apps.get_model("rectification", "ProblemSpell")
    if answered_on and answered_on > raised_on:
        spell_model.objects.create(
            problem=problem, state="open", due_on=due_on, from_on=raised_on, until_on=answered_on
        )
    spell_model.objects.create(
        problem=problem, state=state, due_on=due_on, from_on=answered_on or raised_on
    )
    if answered_on:
        apps.get_model("rectification", "Answer").objects.create(
            problem=problem,
            on=answered_on,
            given_on=answered_on,
            verify_by=timezone.localdate() + timedelta(days=_VERIFY_DAYS),
            text=item.result or item.measure,
        )


def _resolve(apps, item, meeting):
    agenda = apps.get_model("life", "AgendaItem").objects
    last = agenda.filter(meeting=meeting).order_by("-number").first()
    agenda.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        title=item.problem[:200],
        decision=f"{item.problem}：{item.measure}"[:1000],
        owner=item.owner,
        due_on=item.due_on,
        done_on=item.done_on,
        result=item.result,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("life", "0002_beside_meetings"),
        ("rectification", "0002_days_of_answers_and_spells"),
    ]

    operations = [
        migrations.RunPython(into_problems, migrations.RunPython.noop),
        migrations.DeleteModel("Rectification"),
    ]
