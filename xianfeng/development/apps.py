"""The development app."""

from django.apps import AppConfig


class DevelopmentConfig(AppConfig):
    name = "xianfeng.development"
    default_auto_field = "django.db.models.BigAutoField"
