"""The hours app."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "xianfeng.hours"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds and the figures."""
        from xianfeng.hours import facts, figures
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
