"""Addresses of the duties pages."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.duties.views import cards, owed, pleas

app_name = "duties"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", owed.duty_list, name="list"),
    path("export", owed.export, name="export"),
    path("none", owed.none, name="none"),
    path("rules/", owed.rule_book, name="rulebook"),
    path("rules/<str:rule>", owed.rule_page, name="rule"),
    path("rules/<str:rule>/sandbox", owed.sandbox, name="sandbox"),
    path("explain/<str:rule>/<path:unit>/<str:period>", owed.explain, name="explain"),
    path("cards/", cards.card_list, name="cards"),
    path("cards/export", cards.card_export, name="cards_export"),
    path("cards/of/<path:key>", cards.card, name="card"),
    path("requests/", pleas.requests, name="requests"),
    path("waivers/ask", pleas.ask, name="ask_waiver"),
    path("waivers/<int:pk>/", pleas.waiver, name="waiver"),
]
