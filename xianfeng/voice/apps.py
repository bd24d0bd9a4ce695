"""The voice app."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "xianfeng.voice"
    default_auto_field = "django.db.models.BigAutoField"
