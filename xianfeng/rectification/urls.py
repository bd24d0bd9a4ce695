"""Addresses of the pages of problems and orders."""

from django.urls import URLPattern

app_name = "rectification"
problem_routes: list[URLPattern] = []
order_routes: list[URLPattern] = []
urlpatterns: list[URLPattern] = [*problem_routes, *order_routes]
