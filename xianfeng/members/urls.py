"""Addresses of the members pages."""

from django.urls import path

from xianfeng.members.views import officers, posts, records, rosters, setting, standings, transfers

app_name = "members"
urlpatterns = [
    path("", rosters.roster, name="roster"),
    path("structure/", rosters.structure, name="structure"),
    path("mine/", records.mine, name="mine"),
    path("looked/", records.looked, name="looked"),
    path("setting/", setting.check, name="setting"),
    path("setting/export/", setting.export, name="setting_export"),
    path("setting/<path:code>/approve/<str:finding>/", setting.approve, name="setting_approve"),
    path("setting/<path:code>/end/<str:finding>/", setting.end, name="setting_end"),
    path("setting/<path:code>/", setting.unit, name="setting_unit"),
    path("officers/", officers.listing, name="officers"),
    path("officers/<path:code>/", officers.unit, name="unit_posts"),
    path("groups/", officers.groups, name="groups"),
    path("groups/<path:code>/", officers.branch_groups, name="branch_groups"),
    path("new/", standings.enter, name="new"),
    path("arrive/", standings.arrive, name="arrive"),
    path("departures/", standings.departures, name="departures"),
    path("transfers/", transfers.listing, name="transfers"),
    path("transfers/<int:pk>/", transfers.detail, name="transfer"),
    path("transfers/<int:pk>/letter/", transfers.letter, name="letter"),
    path("transfers/<int:pk>/receive/", transfers.receive, name="receive"),
    path("transfers/<int:pk>/refuse/", transfers.refuse, name="refuse"),
    path("transfers/<int:pk>/withdraw/", transfers.withdraw, name="withdraw"),
    path("transfers/<int:pk>/lapse/", transfers.lapse, name="lapse"),
    path("<int:pk>/", records.detail, name="detail"),
    path("<int:pk>/transfer/", transfers.start, name="transfer_start"),
    path("<int:pk>/adjust/", transfers.adjust, name="adjust"),
    path("<int:pk>/standing/", standings.change, name="standing"),
    path("<int:pk>/restore/", standings.restore, name="restore"),
    path("<int:pk>/looked/", records.looked, name="looked"),
    path("<int:pk>/edit/", records.edit, name="edit"),
    path("<int:pk>/reveal/", records.reveal, name="reveal"),
    path("<int:pk>/posts/", posts.assign, name="assign"),
    path("<int:pk>/posts/<int:post_pk>/end/", posts.end, name="end_post"),
    path("<int:pk>/groups/", posts.join, name="join"),
    path("<int:pk>/groups/<int:spell_pk>/end/", posts.leave, name="leave"),
]
