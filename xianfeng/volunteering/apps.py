"""The volunteering app."""

from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    name = "xianfeng.volunteering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds and the figures."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.volunteering import facts, figures

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
