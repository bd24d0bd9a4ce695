"""Addresses for whoever holds a slip, under /rate/. A spent code is worth nothing any more."""

from django.urls import URLPattern, path

from xianfeng.ratings.views.public import voice

app_name = "rate"
urlpatterns: list[URLPattern] = [
    path("", voice.code, name="code"),
    path("done/", voice.done, name="done"),
    path("large-type/", voice.large_type, name="large_type"),
    path("<str:typed>/", voice.voice, name="voice"),
]
