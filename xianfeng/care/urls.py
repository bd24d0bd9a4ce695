"""Addresses of care, talks and honours."""

from django.urls import URLPattern, path

from xianfeng.care.views import birthdays, honours, needs, places, talks, visits

app_name = "care"
urlpatterns: list[URLPattern] = [
    path("", visits.listed, name="visits"),
    path("record/", visits.record, name="record"),
    path("<int:pk>/withdraw/", visits.withdraw, name="withdraw_visit"),
    path("year/", visits.year, name="year"),
    path("needs/", needs.listed, name="needs"),
    path("needs/<int:pk>/end/", needs.end, name="end_need"),
    path("birthdays/", birthdays.month, name="birthdays"),
    path("birthdays/greet/", birthdays.greet, name="greet"),
    path("birthdays/<int:pk>/withdraw/", birthdays.withdraw, name="withdraw_greeting"),
    path("fifty/", birthdays.fifty, name="fifty"),
    path("talks/", talks.listed, name="talks"),
    path("talks/record/", talks.record, name="record_talks"),
    path("talks/mine/", talks.mine, name="my_talks"),
    path("talks/<int:pk>/", talks.detail, name="talk"),
    path("talks/<int:pk>/withdraw/", talks.withdraw, name="withdraw_talk"),
    path("talks/years/<int:pk>/", talks.coverage, name="coverage"),
    path("honours/", honours.listed, name="honours"),
    path("honours/record/", honours.record, name="record_honour"),
    path("honours/<int:pk>/", honours.detail, name="honour"),
    path("honours/<int:pk>/revoke/", honours.revoke, name="revoke"),
    path("members/<int:pk>/", places.person, name="person"),
    path("units/<path:code>/", places.unit, name="unit"),
]
