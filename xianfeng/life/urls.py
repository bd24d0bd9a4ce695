"""Addresses of the life pages."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.life.views import amending, meetings, recording

app_name = "life"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", meetings.meeting_list, name="list"),
    path("export/", meetings.export, name="export"),
    path("record/", recording.record, name="record"),
    path("record/people/", recording.people, name="people"),
    path("record/autosave/", recording.autosave, name="autosave"),
    path("<int:pk>/", meetings.detail, name="detail"),
    path("<int:pk>/minutes/", meetings.minutes, name="minutes"),
    path("<int:pk>/draft/", recording.resume, name="draft"),
    path("<int:pk>/discard/", recording.discard, name="discard"),
    path("<int:pk>/amend/", amending.amend, name="amend"),
]
