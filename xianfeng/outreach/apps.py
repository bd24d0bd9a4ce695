"""The outreach app."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "xianfeng.outreach"
    default_auto_field = "django.db.models.BigAutoField"
