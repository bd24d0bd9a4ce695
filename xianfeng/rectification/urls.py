"""Addresses of the pages of problems and orders."""

from django.urls import URLPattern

app_name = "rectification"
urlpatterns: list[URLPattern] = []
