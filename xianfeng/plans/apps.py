"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "xianfeng.plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts and figures of plans."""
        from xianfeng.kernel import facts, figures
        from xianfeng.plans.facts import KINDS
        from xianfeng.plans.figures import FIGURES

        facts.register(*KINDS)
        figures.register(*FIGURES)
