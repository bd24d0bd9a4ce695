"""Addresses of branch standardisation."""

from django.urls import URLPattern

app_name = "standards"
urlpatterns: list[URLPattern] = []
