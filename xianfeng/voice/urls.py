"""Addresses of notices, opinions and discussion."""

from django.urls import path

from xianfeng.voice.views import consultations, home, notices, opinions, threads

app_name = "voice"
urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", home.mine, name="mine"),
    path("opinions/", opinions.listing, name="opinions"),
    path("opinions/export/", opinions.export, name="export"),
    path("opinions/new/", opinions.give, name="give"),
    path("opinions/<int:pk>/", opinions.detail, name="opinion"),
    path("opinions/<int:pk>/answer/", opinions.answer, name="answer"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/withdraw/", notices.withdraw_notice, name="withdraw_notice"),
    path("library/<int:pk>/", notices.item, name="item"),
    path("library/<int:pk>/withdraw/", notices.withdraw_item, name="withdraw_item"),
    path("consultations/<int:pk>/", consultations.detail, name="consultation"),
    path("consultations/<int:pk>/give/", consultations.give, name="take_part"),
    path("consultations/<int:pk>/decide/", consultations.decide, name="decide"),
    path("consultations/<int:pk>/withdraw/", consultations.withdraw, name="withdraw"),
    path("threads/<int:pk>/", threads.detail, name="thread"),
    path("threads/<int:pk>/say/", threads.say, name="say"),
    path("threads/<int:pk>/close/", threads.close, name="close"),
    path("remarks/<int:pk>/withdraw/", threads.withdraw, name="withdraw_remark"),
    path("unit/<path:code>/notices/", notices.every_notice, name="notices"),
    path("unit/<path:code>/notices/new/", notices.publish, name="publish"),
    path("unit/<path:code>/library/", notices.library, name="library"),
    path("unit/<path:code>/library/new/", notices.add, name="add"),
    path("unit/<path:code>/consultations/", consultations.listing, name="consultations"),
    path("unit/<path:code>/consultations/new/", consultations.ask, name="ask"),
    path("unit/<path:code>/threads/", threads.listing, name="threads"),
    path("unit/<path:code>/threads/new/", threads.begin, name="begin"),
    path("unit/<path:code>/rights/", home.rights, name="rights"),
    path("unit/<path:code>/", home.branch, name="branch"),
]
