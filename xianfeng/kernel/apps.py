"""The kernel app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Has yesterday's remains thrown away every day."""

    name = "xianfeng.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Schedule the tidying."""
        from xianfeng.kernel import schedule
        from xianfeng.kernel.tidying import tidy

        schedule.daily("kernel.tidy", tidy)
