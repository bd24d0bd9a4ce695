"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "xianfeng.reports"
    default_auto_field = "django.db.models.BigAutoField"
