"""Teams, events, and who has a place in them."""

from django.db import models
from django.db.models import F, Q

from xianfeng.checkin.enums import Wish
from xianfeng.members.models import Member
from xianfeng.units.models import Place, Unit
from xianfeng.volunteering.enums import EventState, SignupState


class Team(models.Model):
    """A team of volunteers (志愿服务队) of a unit: [founded_on, ended_on)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="volunteer_teams")
    name = models.CharField(max_length=60)
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(ended_on=None), name="volunteer_team_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("founded_on")),
                name="volunteer_team_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Who belongs to a team: [from_on, until_on); who left on the day they came was never in it."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="spells")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="volunteer_teams")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["team", "member__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "member"],
                condition=Q(until_on=None),
                name="volunteer_team_member_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="volunteer_team_member_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.member_id}"


class Event(models.Model):
    """An event that members sign up for; it begins and ends on one day.

    ``for_all`` opens it to members of other units. ``record_by`` is the day by which it is entered
    who came, ``recorded_on`` the day it first was, ``hours`` what each who came is given.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="volunteer_events")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="events")
    category = models.CharField(max_length=12, choices=Wish.choices)
    title = models.CharField(max_length=100)
    community = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="volunteer_events"
    )
    venue = models.CharField(max_length=100, blank=True, default="")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    places = models.PositiveSmallIntegerField()
    sign_up_by = models.DateField()
    for_all = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=EventState.choices, default=EventState.DRAFT.value
    )
    record_by = models.DateField()
    recorded_on = models.DateField(null=True)
    hours = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    because = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["unit", "on"]),
            models.Index(fields=["state", "on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EventState.values), name="volunteer_event_state_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Wish.values), name="volunteer_event_category_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="volunteer_event_forward"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=500), name="volunteer_event_places"
            ),
            models.CheckConstraint(
                condition=Q(sign_up_by__lte=F("on")), name="volunteer_event_sign_up_before"
            ),
            models.CheckConstraint(
                condition=Q(state="held", recorded_on__isnull=False, hours__isnull=False)
                | (~Q(state="held") & Q(recorded_on=None, hours=None)),
                name="volunteer_event_held_on_record",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(because=""),
                name="volunteer_event_cancelled_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Signup(models.Model):
    """Somebody's place in an event, or on its waiting list; ``unit`` is their branch then.

    ``seq`` is the fair order: who comes back after withdrawing takes a later one. ``came`` is empty
    until it is recorded; ``walk_in`` marks who came without having signed up.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="signups")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="signups")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="signups")
    seq = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=SignupState.choices)
    came = models.BooleanField(null=True)
    walk_in = models.BooleanField(default=False)
    because = models.CharField(max_length=100, blank=True, default="")
    on_behalf = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["event", "seq"]
        indexes = [models.Index(fields=["member", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "member"],
                condition=Q(state__in=["signed", "waiting"]),
                name="volunteer_signup_once",
            ),
            models.UniqueConstraint(fields=["event", "seq"], name="volunteer_signup_order"),
            models.CheckConstraint(
                condition=Q(state__in=SignupState.values), name="volunteer_signup_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="signed") | Q(came=None) | Q(came=False),
                name="volunteer_signup_came_from_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.member_id}"
