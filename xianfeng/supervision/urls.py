"""Addresses of the pages of supervision."""

from django.urls import URLPattern, path

from xianfeng.supervision.views import (
    coverage,
    draws,
    lists,
    papers,
    photos,
    plans,
    records,
    visits,
)

app_name = "supervision"
urlpatterns: list[URLPattern] = [
    path("", lists.listing, name="list"),
    path("coverage/<path:code>/excel/", coverage.excel, name="coverage_excel"),
    path("coverage/<path:code>/", coverage.page, name="coverage"),
    path("plans/new/<path:code>/", plans.create, name="plan_new"),
    path("plans/<int:pk>/", plans.detail, name="plan"),
    path("plans/<int:pk>/add/", plans.add_round, name="round_new"),
    path("rounds/<int:pk>/units/", plans.add_units, name="round_units"),
    path("rounds/<int:pk>/draw/", plans.draw_units, name="round_draw"),
    path("rounds/<int:pk>/drop/", plans.drop_round, name="round_drop"),
    path("visits/<int:pk>/", visits.detail, name="visit"),
    path("visits/<int:pk>/schedule/", visits.schedule, name="schedule"),
    path("visits/<int:pk>/team/", visits.team, name="team"),
    path("visits/<int:pk>/replace/", visits.replace, name="replace"),
    path("visits/<int:pk>/leader/", visits.leader, name="leader"),
    path("visits/<int:pk>/announce/", visits.announce, name="announce"),
    path("visits/<int:pk>/cancel/", visits.cancel, name="cancel"),
    path("visits/<int:pk>/void/", visits.void, name="void"),
    path("visits/<int:pk>/record/", records.record, name="record"),
    path("visits/<int:pk>/amend/", records.amend, name="amend"),
    path("visits/<int:pk>/taken/<uuid:key>/", records.taken, name="taken"),
    path("visits/<int:pk>/notice/", papers.notice, name="notice"),
    path("visits/<int:pk>/photos/", photos.add, name="photos"),
    path("photos/<int:pk>/", photos.show, name="photo"),
    path("photos/<int:pk>/drop/", photos.drop, name="photo_drop"),
    path("draws/<int:pk>/", draws.detail, name="draw"),
]
