"""The volunteering app."""

from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    name = "xianfeng.volunteering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds, the figures, and what is done once a day."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.kernel import schedule
        from xianfeng.volunteering import facts, figures, tasks

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
        schedule.daily("volunteering.end_gone", tasks.end_gone)
