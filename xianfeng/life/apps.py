"""The life app."""

from django.apps import AppConfig


class LifeConfig(AppConfig):
    name = "xianfeng.life"
    default_auto_field = "django.db.models.BigAutoField"
