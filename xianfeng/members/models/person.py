"""A member: one person in the ranks."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.kernel import crypto
from xianfeng.members.enums import Sex, Standing
from xianfeng.units.models import Place


class Member(models.Model):
    """One person in the ranks. Identity number and phones are sealed, and found by blind index.

    A member is probationary from ``joined_on`` and full from ``confirmed_on``.
    """

    name = models.CharField(max_length=60)
    id_number_sealed = models.BinaryField(default=b"")
    id_number_index = models.BinaryField(max_length=32, null=True, unique=True)
    phone_sealed = models.BinaryField(default=b"")
    phone_index = models.BinaryField(max_length=32, null=True, db_index=True)
    landline_sealed = models.BinaryField(default=b"")
    sex = models.CharField(max_length=1, choices=Sex.choices)
    ethnicity = models.CharField(max_length=2, default="01")
    born_on = models.DateField()
    education = models.CharField(max_length=40, blank=True, default="")
    education_level = models.PositiveSmallIntegerField(null=True)
    occupation = models.CharField(max_length=10, blank=True, default="")
    joined_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.NORMAL)
    left_on = models.DateField(null=True)
    lost_since = models.DateField(null=True)
    floating_to = models.CharField(max_length=100, blank=True, default="")
    community = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="residents"
    )
    community_name = models.CharField(max_length=80, blank=True, default="")
    skills = models.CharField(max_length=200, blank=True, default="")
    wishes = models.CharField(max_length=200, blank=True, default="")
    service_times = models.CharField(max_length=200, blank=True, default="")
    dues_base = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="member"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["name"])]
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="member_sex_known"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="member_standing_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(confirmed_on__gte=F("joined_on")),
                name="member_confirmed_after_joined",
            ),
            models.CheckConstraint(
                condition=Q(joined_on__gt=F("born_on")), name="member_joined_after_birth"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def id_number(self) -> str:
        """Return the identity number in clear: for masking, or after a stated purpose."""
        return crypto.unseal(self.id_number_sealed)

    @property
    def phone(self) -> str:
        """Return the mobile number in clear: for masking, or after a stated purpose."""
        return crypto.unseal(self.phone_sealed)

    @property
    def landline(self) -> str:
        """Return the landline number in clear: for masking, or after a stated purpose."""
        return crypto.unseal(self.landline_sealed)
