"""What stands around a life meeting: opinions before, criticism in it."""

from django.db import models
from django.db.models import Q

from xianfeng.life.enums import OpinionSource
from xianfeng.life.models.meetings import Meeting
from xianfeng.members.models import Member


class Opinion(models.Model):
    """How many opinions one kind of people gave before the meeting, and what they said.

    Nobody is named: there is no field for who said it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="opinions")
    source = models.CharField(max_length=12, choices=OpinionSource.choices)
    count = models.PositiveIntegerField()
    text = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=OpinionSource.values), name="opinion_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.source}"


class Criticism(models.Model):
    """Who spoke about whom: oneself (自我批评) or another (相互批评). What was said is not kept."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="criticisms")
    speaker = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "speaker", "about"], name="criticism_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.speaker_id} {self.about_id}"
