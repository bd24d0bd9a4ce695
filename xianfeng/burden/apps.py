"""The burden app."""

from django.apps import AppConfig


class BurdenConfig(AppConfig):
    name = "xianfeng.burden"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare facts and figures; keep the months up to date; close what has run out."""
        from xianfeng.burden import facts, figures, metering
        from xianfeng.burden.tasks import close_expired, read_on
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.kernel import schedule

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.EVERY)
        kernel_facts.listen(metering.heard)
        schedule.daily("burden.expire", close_expired)
        schedule.daily("burden.read_on", read_on)
