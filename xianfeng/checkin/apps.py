"""The checkin app."""

from django.apps import AppConfig


class CheckinConfig(AppConfig):
    name = "xianfeng.checkin"
    default_auto_field = "django.db.models.BigAutoField"
