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
    path("voting/", include("xianfeng.voting.urls")),
    path("development/", include("xianfeng.development.urls")),
    path("elections/", include("xianfeng.elections.urls")),
    path("reviews/", include("xianfeng.reviews.urls")),
    path("care/", include("xianfeng.care.urls")),
    path("voice/", include("xianfeng.voice.urls")),
    path("outreach/", include("xianfeng.outreach.urls")),
    path("rectification/", include("xianfeng.rectification.urls")),
    path("supervision/", include("xianfeng.supervision.urls")),
    path("checkin/", include("xianfeng.checkin.urls")),
    path("service/", include("xianfeng.service.urls")),
    path("ask/", include("xianfeng.service.views.public.urls")),
    path("hours/", include("xianfeng.hours.urls")),
    path("volunteering/", include("xianfeng.volunteering.urls")),
    path("partners/", include("xianfeng.partners.urls")),
    path("ratings/", include("xianfeng.ratings.urls")),
    path("rate/", include("xianfeng.ratings.views.public.urls")),
    path("participation/", include("xianfeng.participation.urls")),
    path("responsibility/", include("xianfeng.responsibility.urls")),
    path("burden/", include("xianfeng.burden.urls")),
    path("lifecycle/", include("xianfeng.lifecycle.urls")),
    path("standards/", include("xianfeng.standards.urls")),
    path("duties/", include("xianfeng.duties.urls")),
    path("reports/", include("xianfeng.reports.urls")),
    path("ledgers/", include("xianfeng.ledgers.urls")),
    path("ui/", include("xianfeng.ui.urls")),
]
