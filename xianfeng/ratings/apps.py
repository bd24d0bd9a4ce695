"""The ratings app."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "xianfeng.ratings"
    default_auto_field = "django.db.models.BigAutoField"
