"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "xianfeng.plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts, figures and ledgers of plans."""
        from xianfeng.kernel import facts, figures
        from xianfeng.ledgers import registry
        from xianfeng.plans.facts import KINDS
        from xianfeng.plans.figures import FIGURES
        from xianfeng.plans.ledger import KINDS as LEDGERS

        facts.register(*KINDS)
        figures.register(*FIGURES)
        registry.register(*LEDGERS)
