"""The development app."""

from django.apps import AppConfig


class DevelopmentConfig(AppConfig):
    name = "xianfeng.development"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts and figures of development."""
        from xianfeng.development.facts import KINDS
        from xianfeng.development.figures import FIGURES
        from xianfeng.kernel import facts, figures

        facts.register(*KINDS)
        figures.register(*FIGURES)
