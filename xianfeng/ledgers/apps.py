"""The ledgers app."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "xianfeng.ledgers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Schedule letting go of old files."""
        from xianfeng.kernel import schedule
        from xianfeng.ledgers.tasks import forget_old

        schedule.daily("ledgers.forget", forget_old)
