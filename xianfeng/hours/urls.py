"""Addresses of the pages of hours."""

from django.urls import path

from xianfeng.hours.views import certificates, lists, people

app_name = "hours"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("export/", lists.export, name="export"),
    path("mine/", people.mine, name="mine"),
    path("members/<int:pk>/", people.person, name="person"),
    path("members/<int:pk>/certify/", certificates.certify, name="certify"),
    path("certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("stints/<int:pk>/", people.stint, name="stint"),
    path("check/", certificates.check, name="check"),
]
