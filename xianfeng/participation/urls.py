"""Addresses of the pages of participation."""

from django.urls import URLPattern, path

from xianfeng.participation.views import here, lists, members, opinions, units

app_name = "participation"
urlpatterns: list[URLPattern] = [
    path("", lists.every, name="list"),
    path("export/", lists.export, name="export"),
    path("here/", here.here, name="here"),
    path("here/confirm/", here.confirm, name="confirm"),
    path("here/<slug:sort>/<int:place>/<int:pk>/", opinions.opinion, name="opinion"),
    path("mine/", members.mine, name="mine"),
    path("members/", members.every, name="members"),
    path("member/<int:pk>/", members.member, name="member"),
    path("member/<int:pk>/word/", members.word, name="member_word"),
    path("unit/", units.unit, name="unit"),
    path("unit/word/", units.word, name="word"),
    path("unit/excel/", units.book, name="book"),
    path("unit/sign/", units.sign, name="sign"),
]
