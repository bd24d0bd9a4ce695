"""The service app."""

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "xianfeng.service"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the fact kinds, the figures and the ledger, and what is done once a day."""
        from xianfeng.kernel import facts as kernel_facts
        from xianfeng.kernel import figures as kernel_figures
        from xianfeng.kernel import schedule
        from xianfeng.ledgers import registry
        from xianfeng.service import facts, figures, tasks
        from xianfeng.service.ledger import KINDS

        registry.register(*KINDS)

        kernel_facts.register(*facts.KINDS)
        kernel_figures.register(*figures.FIGURES)
        schedule.daily("service.release_gone", tasks.release_gone)
        schedule.daily("service.free_places", tasks.free_places)
        schedule.daily("service.erase_contacts", tasks.erase_contacts)
        schedule.daily("service.propose", tasks.propose)
