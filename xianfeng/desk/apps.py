"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "xianfeng.desk"
    default_auto_field = "django.db.models.BigAutoField"
