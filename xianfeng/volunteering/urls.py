"""Addresses of the pages of volunteering."""

from django.urls import URLPattern, path

from xianfeng.volunteering.views import events, lists, places, teams

app_name = "volunteering"
urlpatterns: list[URLPattern] = [
    path("", lists.listing, name="list"),
    path("export/", lists.export, name="export"),
    path("new/", events.create, name="new"),
    path("propose/", events.propose, name="propose"),
    path("<int:pk>/", events.detail, name="event"),
    path("<int:pk>/edit/", events.edit, name="edit"),
    path("<int:pk>/steps/<slug:verb>/", events.step, name="step"),
    path("<int:pk>/record/", events.record, name="record"),
    path("<int:pk>/sign-up/", places.sign_up, name="sign_up"),
    path("<int:pk>/people/", places.people, name="people"),
    path("<int:pk>/people/for/", places.several, name="several"),
    path("<int:pk>/people/export/", places.export, name="people_export"),
    path("places/<int:pk>/withdraw/", places.withdraw, name="withdraw"),
    path("teams/", teams.listing, name="teams"),
    path("teams/new/", teams.found, name="team_new"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/end/", teams.end, name="team_end"),
]
