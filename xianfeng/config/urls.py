"""All addresses."""

from django.urls import include, path

from xianfeng.config.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("accounts/", include("xianfeng.accounts.urls")),
    path("accounts/", include("xianfeng.accounts.entrance")),
    path("", include("xianfeng.desk.urls")),
    path("units/", include("xianfeng.units.urls")),
    path("members/", include("xianfeng.members.urls")),
    path("life/", include("xianfeng.life.urls")),
    path("plans/", include("xianfeng.plans.urls")),
    path("duties/", include("xianfeng.duties.urls")),
    path("reports/", include("xianfeng.reports.urls")),
    path("ledgers/", include("xianfeng.ledgers.urls")),
    path("ui/", include("xianfeng.ui.urls")),
]
