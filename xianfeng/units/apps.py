"""The units app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "xianfeng.units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts and figures of units."""
        from xianfeng.kernel import facts, figures
        from xianfeng.units.facts import KINDS
        from xianfeng.units.figures import FIGURES

        facts.register(*KINDS)
        figures.register(*FIGURES)
