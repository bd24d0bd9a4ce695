"""Addresses of the life pages."""

from django.urls import URLPattern, URLResolver

app_name = "life"
urlpatterns: list[URLPattern | URLResolver] = []
