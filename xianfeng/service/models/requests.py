"""Requests of residents (点单), the members who are asked and who come, and what residents say."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.checkin.enums import Part, Skill, Wish
from xianfeng.members.models import Member
from xianfeng.service.enums import DispatchState, RequestSource, RequestState, Urgency
from xianfeng.units.models import Place, Unit


class Request(models.Model):
    """What a resident asks for. Who they are is sealed: for the handler, while it is open.

    ``on_date`` and ``part`` are empty where any time will do; ``unit`` is the branch that was asked
    to find people; ``answerable`` is that branch, and until one is asked the root of the tree;
    ``own_member`` is the member who lives there, if the request is a member's own. ``check_by``,
    ``dispatch_by`` and ``accept_by`` are the days by which the next step is owed.
    """

    number = models.CharField(max_length=12, unique=True)
    source = models.CharField(max_length=10, choices=RequestSource.choices)
    category = models.CharField(max_length=12, choices=Wish.choices)
    skill = models.CharField(max_length=12, choices=Skill.choices, blank=True, default="")
    text = models.CharField(max_length=300)
    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="requests")
    grid = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    address_sealed = models.BinaryField(default=b"")
    on_date = models.DateField(null=True)
    part = models.CharField(max_length=10, choices=Part.choices, blank=True, default="")
    places = models.PositiveSmallIntegerField(default=1)
    urgency = models.PositiveSmallIntegerField(
        choices=Urgency.choices, default=Urgency.ORDINARY.value
    )
    contact_sealed = models.BinaryField(default=b"")
    phone_sealed = models.BinaryField(default=b"")
    phone_index = models.BinaryField(max_length=32, null=True)
    erased_on = models.DateField(null=True)
    own_member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.PLACED.value
    )
    placed_on = models.DateField()
    promised_on = models.DateField()
    check_by = models.DateField()
    checked_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="service_requests"
    )
    answerable = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dispatch_by = models.DateField(null=True)
    offered_on = models.DateField(null=True)
    accept_by = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    result = models.CharField(max_length=300, blank=True, default="")
    closed_on = models.DateField(null=True)
    because = models.CharField(max_length=300, blank=True, default="")
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="again")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-urgency", "promised_on", "pk"]
        indexes = [
            models.Index(fields=["community", "state", "promised_on"]),
            models.Index(fields=["unit", "state", "promised_on"]),
            models.Index(fields=["answerable", "placed_on"]),
            models.Index(fields=["phone_index"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Wish.values), name="request_category_known"
            ),
            models.CheckConstraint(
                condition=Q(skill="") | Q(skill__in=Skill.values), name="request_skill_known"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values), name="request_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=50), name="request_places"
            ),
            models.CheckConstraint(
                condition=Q(promised_on__gte=F("placed_on")), name="request_promised_later"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "offered", "accepted", "done", "closed"])
                | Q(unit__isnull=False, sent_on__isnull=False),
                name="request_sent_to_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "closed"])
                | Q(done_on__isnull=False, minutes__isnull=False),
                name="request_done_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Dispatch(models.Model):
    """One member asked to take part in a request; ``because`` is why they declined."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="dispatches")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dispatches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dispatches")
    state = models.CharField(
        max_length=10, choices=DispatchState.choices, default=DispatchState.OFFERED.value
    )
    offered_on = models.DateField()
    answered_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True, default="")
    proposed = models.CharField(max_length=120, blank=True, default="")
    on_behalf = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["request", "pk"]
        indexes = [models.Index(fields=["member", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "member"],
                condition=Q(state__in=["offered", "accepted"]),
                name="dispatch_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DispatchState.values), name="dispatch_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.member_id}"


class Rating(models.Model):
    """What the resident said of a request that was served: one voice each."""

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300, blank=True, default="")
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="rating_stars")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.stars}"
