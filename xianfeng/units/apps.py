"""The units app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "xianfeng.units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts, figures and ledgers of units."""
        from xianfeng.kernel import facts, figures, places
        from xianfeng.ledgers import registry
        from xianfeng.units.facts import KINDS, past
        from xianfeng.units.figures import FIGURES
        from xianfeng.units.ledger import KINDS as LEDGERS

        facts.register(*KINDS)
        figures.register(*FIGURES)
        registry.register(*LEDGERS)
        places.provide(past)
