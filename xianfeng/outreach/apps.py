"""The outreach app."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "xianfeng.outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts and figures of outreach."""
        from xianfeng.kernel import facts, figures
        from xianfeng.outreach.facts import KINDS
        from xianfeng.outreach.figures import FIGURES

        facts.register(*KINDS)
        figures.register(*FIGURES)
