"""Addresses of mass organisations, events, contact points and integrity education."""

from django.urls import URLPattern, path

from xianfeng.outreach.views import contacts, events, integrity, organisations

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
    path("integrity/", integrity.home, name="integrity"),
    path("integrity/export/", integrity.export, name="export_integrity"),
    path("integrity/bases/new/", integrity.register_base, name="register_base"),
    path("integrity/bases/<int:pk>/close/", integrity.close_base, name="close_base"),
    path("integrity/visits/record/", integrity.record_visit, name="record_base_visit"),
    path("integrity/visits/<int:pk>/", integrity.visit, name="base_visit"),
    path(
        "integrity/visits/<int:pk>/withdraw/", integrity.withdraw_visit, name="withdraw_base_visit"
    ),
    path("integrity/lessons/record/", integrity.record_lesson, name="record_lesson"),
    path("integrity/lessons/<int:pk>/", integrity.lesson, name="lesson"),
    path("integrity/lessons/<int:pk>/withdraw/", integrity.withdraw_lesson, name="withdraw_lesson"),
]
