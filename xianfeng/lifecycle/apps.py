"""The lifecycle app."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "xianfeng.lifecycle"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts and figures, and have changes take effect on their day."""
        from xianfeng.kernel import facts, figures, schedule
        from xianfeng.ledgers import registry
        from xianfeng.lifecycle.facts import KINDS
        from xianfeng.lifecycle.figures import FIGURES
        from xianfeng.lifecycle.ledger import KINDS as LEDGERS
        from xianfeng.lifecycle.tasks import apply_due

        registry.register(*LEDGERS)
        facts.register(*KINDS)
        figures.register(*FIGURES)
        schedule.daily("lifecycle.due", apply_due)
