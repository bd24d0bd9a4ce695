"""Addresses of the pages of burden."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.burden.views import collections, fields, groups, meter, replies

app_name = "burden"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", meter.home, name="home"),
    path("unit/<path:code>/", meter.unit, name="unit"),
    path("collections/", collections.listing, name="collections"),
    path("collections/new/<path:code>/", collections.create, name="create"),
    path("collections/<int:pk>/", collections.detail, name="collection"),
    path("collections/<int:pk>/field/", fields.add, name="add_item"),
    path("collections/<int:pk>/go/<slug:verb>/", collections.go, name="collection_go"),
    path("collections/<int:pk>/export/", collections.export, name="export"),
    path("items/<int:pk>/remove/", fields.remove, name="remove_item"),
    path("replies/<int:pk>/", replies.reply, name="reply"),
    path("replies/<int:pk>/reopen/", replies.reopen, name="reopen"),
    path("groups/", groups.listing, name="groups"),
    path("groups/export/", groups.export, name="groups_export"),
    path("groups/new/<path:code>/", groups.create, name="group_new"),
    path("groups/<int:pk>/", groups.detail, name="group"),
    path("groups/<int:pk>/go/<slug:verb>/", groups.go, name="group_go"),
]
