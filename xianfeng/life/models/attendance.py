"""Exemptions, make-up lessons, guests, and the attendance of leaders."""

from django.db import models
from django.db.models import F, Q

from xianfeng.life.enums import ExemptionGround, MakeUpWay
from xianfeng.life.models.meetings import Meeting
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


class Exemption(models.Model):
    """The spell [from_on, until_on) in which a member is not pressed to come.

    Source: 教育管理条例 23.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="exemptions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemptions")
    ground = models.CharField(max_length=10, choices=ExemptionGround.choices)
    decided_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit__path", "member_id", "-from_on"]
        indexes = [models.Index(fields=["unit", "from_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=ExemptionGround.values), name="exemption_ground"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="exemption_forward"
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(until_on=None), name="exemption_one_open"
            ),
            models.UniqueConstraint(fields=["member", "from_on"], name="exemption_one_start"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.from_on}"


class MakeUp(models.Model):
    """A make-up lesson (补课) of somebody who was absent; it leaves the attendance as it was."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="make_ups")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="make_ups")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=MakeUpWay.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="make_up_once"),
            models.CheckConstraint(condition=Q(way__in=MakeUpWay.values), name="make_up_way"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"


class Guest(models.Model):
    """A member of another branch who came: counts on their own record, not among those expected."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="visits")
    home = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["home"])]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="guest_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"


class LeaderAttendance(models.Model):
    """Whether a leader came as an ordinary member to a meeting of their own branch.

    Kept when the meeting is confirmed, as its numbers are. Source: 机关条例 26(1).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="leaders")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="as_member")
    came = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="leader_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id} {self.came}"
