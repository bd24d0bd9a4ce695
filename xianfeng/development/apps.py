"""The development app."""

from django.apps import AppConfig


class DevelopmentConfig(AppConfig):
    name = "xianfeng.development"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts, figures and ledger of development."""
        from xianfeng.development.facts import KINDS
        from xianfeng.development.figures import FIGURES
        from xianfeng.development.ledger import DEVELOPMENT
        from xianfeng.kernel import facts, figures
        from xianfeng.ledgers import registry

        facts.register(*KINDS)
        figures.register(*FIGURES)
        registry.register(DEVELOPMENT)
