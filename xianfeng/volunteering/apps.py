"""The volunteering app."""

from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    name = "xianfeng.volunteering"
    default_auto_field = "django.db.models.BigAutoField"
