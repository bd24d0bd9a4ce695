"""The partners app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "xianfeng.partners"
    default_auto_field = "django.db.models.BigAutoField"
