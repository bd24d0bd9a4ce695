"""The life app."""

from django.apps import AppConfig


class LifeConfig(AppConfig):
    name = "xianfeng.life"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds, the figures and the ledger."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.ledgers import registry
        from xianfeng.life import facts, figures
        from xianfeng.life.ledger import MEETINGS

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.EVERY)
        registry.register(MEETINGS)
