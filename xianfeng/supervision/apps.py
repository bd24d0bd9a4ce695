"""The supervision app."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "xianfeng.supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare fact kinds, figures and the ledger."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.ledgers import registry
        from xianfeng.supervision import facts, figures
        from xianfeng.supervision.ledger import KINDS

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
        registry.register(*KINDS)
