"""Addresses of ratings for those who organise them and those who are rated."""

from django.urls import URLPattern, path

from xianfeng.ratings.views import rounds, slips

app_name = "ratings"
urlpatterns: list[URLPattern] = [
    path("", rounds.listing, name="list"),
    path("new/<path:code>/", rounds.create, name="create"),
    path("<int:pk>/", rounds.detail, name="detail"),
    path("<int:pk>/amend/", rounds.amend, name="amend"),
    path("<int:pk>/cancel/", rounds.cancel, name="cancel"),
    path("<int:pk>/open/", rounds.start, name="open"),
    path("<int:pk>/close/", rounds.close, name="close"),
    path("<int:pk>/slips/", slips.make, name="slips"),
    path("rated/<int:pk>/void/", slips.void, name="void"),
]
