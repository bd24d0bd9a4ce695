"""Addresses of the pages of checkin."""

from django.urls import URLPattern

app_name = "checkin"
urlpatterns: list[URLPattern] = []
