"""Addresses for residents, under /ask/. No address carries a number or anything typed."""

from django.urls import URLPattern, path

from xianfeng.service.views.public import status, steps

app_name = "ask"
urlpatterns: list[URLPattern] = [
    path("", steps.what, name="what"),
    path("where/", steps.where, name="where"),
    path("contact/", steps.contact, name="contact"),
    path("check/", steps.check, name="check"),
    path("done/", status.done, name="done"),
    path("large-type/", steps.large_type, name="large_type"),
    path("status/", status.status, name="status"),
    path("status/cancel/", status.cancel, name="cancel"),
    path("status/rate/", status.rate, name="rate"),
    path("status/again/", status.again, name="again"),
    path("status/leave/", status.leave, name="leave"),
]
