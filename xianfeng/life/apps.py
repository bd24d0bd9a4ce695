"""The life app."""

from django.apps import AppConfig


class LifeConfig(AppConfig):
    name = "xianfeng.life"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds and figures."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.life import facts, figures

        kernel_facts.register(facts.MEETING, facts.HELD)
        kernel_figures.register(*figures.EVERY)
