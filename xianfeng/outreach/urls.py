"""Addresses of mass organisations and contact points."""

from django.urls import URLPattern

app_name = "outreach"
urlpatterns: list[URLPattern] = []
