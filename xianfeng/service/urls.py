"""Addresses of the pages of service."""

from django.urls import URLPattern, path

from xianfeng.service.views import desk, mine, needs, proposals, requests

app_name = "service"
request_routes: list[URLPattern] = [
    path("", desk.listing, name="desk"),
    path("export/", desk.export, name="desk_export"),
    path("new/", desk.create, name="request_new"),
    path("mine/", mine.mine, name="mine"),
    path("proposals/", proposals.listing, name="proposals"),
    path("proposals/dispatch/", proposals.dispatch, name="proposals_dispatch"),
    path("proposals/send/", proposals.send, name="proposals_send"),
    path("proposals/again/", proposals.again, name="proposals_again"),
    path("needs/", needs.needs, name="needs"),
    path("needs/hands/", needs.hands, name="hands"),
    path("requests/<int:pk>/", requests.detail, name="request"),
    path("requests/<int:pk>/steps/<slug:verb>/", requests.step, name="step"),
    path("parts/<int:pk>/<slug:verb>/", requests.part, name="part"),
]
urlpatterns: list[URLPattern] = [*request_routes]
