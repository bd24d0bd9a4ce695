"""The members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "xianfeng.members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts and figures of members."""
        from xianfeng.kernel import facts, figures
        from xianfeng.members.facts import KINDS
        from xianfeng.members.figures import FIGURES

        facts.register(*KINDS)
        figures.register(*FIGURES)
