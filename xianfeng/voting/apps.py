"""The voting app."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "xianfeng.voting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the facts of voting."""
        from xianfeng.kernel import facts
        from xianfeng.voting.facts import KINDS

        facts.register(*KINDS)
