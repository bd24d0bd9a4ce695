"""The voting app."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "xianfeng.voting"
    default_auto_field = "django.db.models.BigAutoField"
