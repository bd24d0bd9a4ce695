"""The partners app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "xianfeng.partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds and the figures, and what is done once a day."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.kernel import schedule
        from xianfeng.partners import facts, figures, tasks

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
        schedule.daily("partners.open_years", tasks.open_years)
        schedule.daily("partners.end_gone", tasks.end_gone)
