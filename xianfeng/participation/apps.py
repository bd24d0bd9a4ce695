"""The participation app."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "xianfeng.participation"
    default_auto_field = "django.db.models.BigAutoField"
