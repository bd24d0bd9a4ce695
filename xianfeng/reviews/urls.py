"""Addresses of the yearly review of members."""

from django.urls import URLPattern

app_name = "reviews"
urlpatterns: list[URLPattern] = []
