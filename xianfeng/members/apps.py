"""The members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "xianfeng.members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts, figures and ledgers of members."""
        from xianfeng.kernel import facts, figures
        from xianfeng.ledgers import registry
        from xianfeng.members.facts import KINDS
        from xianfeng.members.figures import FIGURES
        from xianfeng.members.ledger import KINDS as LEDGERS

        facts.register(*KINDS)
        figures.register(*FIGURES)
        registry.register(*LEDGERS)
