"""The checkin app."""

from django.apps import AppConfig


class CheckinConfig(AppConfig):
    name = "xianfeng.checkin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds, the figures and the ledgers."""
        from xianfeng.checkin import facts, figures
        from xianfeng.checkin.ledger import KINDS
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.ledgers import registry

        registry.register(*KINDS)
        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
