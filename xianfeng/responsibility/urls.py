"""Addresses of the pages of responsibility."""

from django.urls import URLPattern

app_name = "responsibility"
urlpatterns: list[URLPattern] = []
