"""Addresses of care, talks and honours."""

from django.urls import URLPattern

app_name = "care"
urlpatterns: list[URLPattern] = []
