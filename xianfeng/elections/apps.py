"""The elections app."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "xianfeng.elections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts and figures of elections."""
        from xianfeng.elections.facts import KINDS
        from xianfeng.elections.figures import FIGURES
        from xianfeng.kernel import facts, figures

        facts.register(*KINDS)
        figures.register(*FIGURES)
