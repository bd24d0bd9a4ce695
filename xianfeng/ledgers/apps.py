"""The ledgers app."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "xianfeng.ledgers"
    default_auto_field = "django.db.models.BigAutoField"
