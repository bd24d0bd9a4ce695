"""The rectification app."""

from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "xianfeng.rectification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds, the figures and the ledger."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.ledgers import registry
        from xianfeng.rectification import facts, figures
        from xianfeng.rectification.ledger import KINDS as LEDGERS

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
        registry.register(*LEDGERS)
