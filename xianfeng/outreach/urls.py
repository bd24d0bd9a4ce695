"""Addresses of mass organisations, events and contact points."""

from django.urls import URLPattern, path

from xianfeng.outreach.views import contacts, events, organisations

app_name = "outreach"
urlpatterns: list[URLPattern] = [
    path("organisations/", organisations.listed, name="organisations"),
    path("organisations/new/", organisations.set_up, name="set_up"),
    path("organisations/<int:pk>/", organisations.detail, name="organisation"),
    path("organisations/<int:pk>/dissolve/", organisations.dissolve, name="dissolve"),
    path("events/", events.listed, name="events"),
    path("events/export/", events.export, name="export_events"),
    path("events/record/", events.record, name="record_event"),
    path("events/<int:pk>/", events.detail, name="event"),
    path("events/<int:pk>/withdraw/", events.withdraw, name="withdraw_event"),
    path("contacts/", contacts.listed, name="contacts"),
    path("contacts/export/", contacts.export, name="export_contacts"),
    path("contacts/new/", contacts.assign, name="assign"),
    path("contacts/<int:pk>/", contacts.detail, name="contact"),
    path("contacts/<int:pk>/end/", contacts.end, name="end_contact"),
    path("contacts/<int:pk>/visit/", contacts.visit, name="record_visit"),
    path("visits/<int:pk>/", contacts.visited, name="visit"),
    path("visits/<int:pk>/withdraw/", contacts.withdraw, name="withdraw_visit"),
    path("problems/<int:pk>/solve/", contacts.solve, name="solve"),
]
