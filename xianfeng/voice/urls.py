"""Addresses of notices, opinions and discussion."""

from django.urls import URLPattern

app_name = "voice"
urlpatterns: list[URLPattern] = []
