"""Addresses of secret ballots and paper totals."""

from django.urls import URLPattern

app_name = "voting"
urlpatterns: list[URLPattern] = []
