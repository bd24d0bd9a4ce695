"""The checkin app."""

from django.apps import AppConfig


class CheckinConfig(AppConfig):
    name = "xianfeng.checkin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds, the figures, the ledgers, and what is done once a day."""
        from xianfeng.checkin import facts, figures, tasks
        from xianfeng.checkin.ledger import KINDS
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.kernel import schedule
        from xianfeng.ledgers import registry

        registry.register(*KINDS)
        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
        schedule.daily("checkin.end_gone", tasks.end_gone)
