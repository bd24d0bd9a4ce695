"""Addresses of the members pages."""

from django.urls import path

from xianfeng.members.views import posts, records, rosters

app_name = "members"
urlpatterns = [
    path("", rosters.roster, name="roster"),
    path("structure/", rosters.structure, name="structure"),
    path("mine/", records.mine, name="mine"),
    path("looked/", records.looked, name="looked"),
    path("<int:pk>/", records.detail, name="detail"),
    path("<int:pk>/looked/", records.looked, name="looked"),
    path("<int:pk>/edit/", records.edit, name="edit"),
    path("<int:pk>/reveal/", records.reveal, name="reveal"),
    path("<int:pk>/posts/", posts.assign, name="assign"),
    path("<int:pk>/posts/<int:post_pk>/end/", posts.end, name="end_post"),
    path("<int:pk>/groups/", posts.join, name="join"),
    path("<int:pk>/groups/<int:spell_pk>/end/", posts.leave, name="leave"),
]
