"""People who sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from xianfeng.accounts.enums import Office


class UserManager(BaseUserManager["User"]):
    """Looks users up by name; users are made by actions only."""


class User(AbstractBaseUser):
    """One person's account. There is no superuser: an office or a role on a unit opens doors."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    office = models.CharField(max_length=10, choices=Office.choices, default="", blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    large_type = models.BooleanField(default=False)
    example = models.CharField(max_length=60, blank=True, default="")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(office__in=[value for value, _ in Office.choices]),
                name="user_office_known",
            )
        ]

    def __str__(self) -> str:
        return self.name
