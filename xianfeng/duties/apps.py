"""The duties app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "xianfeng.duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every recorded fact bring the duties that follow from it up to date."""
        from xianfeng.duties import queries
        from xianfeng.duties.engine import writing
        from xianfeng.duties.facts import KINDS, provide_day
        from xianfeng.duties.figures import FIGURES
        from xianfeng.duties.tasks import derive_recent, today
        from xianfeng.kernel import consequences, facts, figures, schedule

        facts.register(*KINDS)
        figures.register(*FIGURES)
        provide_day(today)
        facts.listen(writing.refresh)
        consequences.provide(queries.discharged)
        schedule.daily("duties.derive", derive_recent)
