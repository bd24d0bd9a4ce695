"""The ratings app."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "xianfeng.ratings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kind and the figures, and what is done once a day."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.kernel import schedule
        from xianfeng.ratings import facts, figures, tasks

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
        schedule.daily("ratings.close_rounds", tasks.close_rounds)
