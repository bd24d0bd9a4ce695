"""Addresses of the development of members."""

from django.urls import URLPattern

app_name = "development"
urlpatterns: list[URLPattern] = []
