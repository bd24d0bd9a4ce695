"""The care app."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "xianfeng.care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare facts, figures and ledgers; keep the talks a year asks for up to date."""
        from xianfeng.care import coverage
        from xianfeng.care.facts import KINDS
        from xianfeng.care.figures import FIGURES
        from xianfeng.care.ledger import KINDS as LEDGERS
        from xianfeng.kernel import facts, figures
        from xianfeng.ledgers import registry

        facts.register(*KINDS)
        figures.register(*FIGURES)
        registry.register(*LEDGERS)
        facts.listen(coverage.heard)
