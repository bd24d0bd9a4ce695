"""Addresses of the duties pages."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.duties import views

app_name = "duties"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.duty_list, name="list"),
    path("export", views.export, name="export"),
    path("none", views.none, name="none"),
    path("rules/", views.rule_book, name="rulebook"),
    path("rules/<str:rule>", views.rule_page, name="rule"),
    path("rules/<str:rule>/sandbox", views.sandbox, name="sandbox"),
    path("explain/<str:rule>/<path:unit>/<str:period>", views.explain, name="explain"),
]
