"""Addresses of the pages of partners."""

from django.urls import URLPattern, path

from xianfeng.partners.views import deeds, lists, pairs, relations

_PAIR, _COMMUNITY = {"sort": relations.PAIR}, {"sort": relations.COMMUNITY}

app_name = "partners"
urlpatterns: list[URLPattern] = [
    path("", lists.pairs, name="list"),
    path("communities/", lists.communities, name="communities"),
    path("deeds/", lists.deeds, name="deeds"),
    path("export/<slug:what>/", lists.export, name="export"),
    path("new/", pairs.create, name="new"),
    path("pairs/<int:pk>/", relations.detail, _PAIR, name="pair"),
    path("pairs/<int:pk>/propose/", relations.propose, _PAIR, name="pair_propose"),
    path("pairs/<int:pk>/record/", relations.record, _PAIR, name="pair_record"),
    path("pairs/<int:pk>/end/", pairs.end, name="pair_end"),
    path("communities/<int:pk>/", relations.detail, _COMMUNITY, name="community"),
    path("communities/<int:pk>/propose/", relations.propose, _COMMUNITY, name="community_propose"),
    path("communities/<int:pk>/record/", relations.record, _COMMUNITY, name="community_record"),
    path("deeds/<int:pk>/", deeds.detail, name="deed"),
    path("deeds/<int:pk>/<slug:verb>/", deeds.step, name="step"),
]
