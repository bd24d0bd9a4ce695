"""Posts that members hold in units."""

from django.db import models
from django.db.models import F, Q

from xianfeng.members.enums import PostHow, PostTitle
from xianfeng.members.models.person import Member
from xianfeng.units.models import Unit


class Post(models.Model):
    """The spell [from_on, until_on) in which a member holds a post (党内职务) in a unit.

    ``how`` is how they came to it, empty when nobody wrote it down (未登记).
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=20, choices=PostTitle.choices)
    full_time = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    how = models.CharField(max_length=12, choices=PostHow.choices, blank=True, default="")
    document = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["unit", "title"])]
        constraints = [
            models.CheckConstraint(condition=Q(title__in=PostTitle.values), name="post_known"),
            models.CheckConstraint(
                condition=Q(how__in=["", *PostHow.values]), name="post_how_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="post_forward"
            ),
            models.UniqueConstraint(
                fields=["member", "unit", "title"],
                condition=Q(until_on=None),
                name="post_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.title} {self.unit_id}"
