"""The members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "xianfeng.members"
    default_auto_field = "django.db.models.BigAutoField"
