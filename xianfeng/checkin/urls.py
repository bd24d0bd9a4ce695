"""Addresses of the pages of checkin."""

from django.urls import URLPattern, path

from xianfeng.checkin.views import coverage, estates, front, here, home, people, rows, units

app_name = "checkin"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("missing/", home.missing, name="missing"),
    path("export/", home.export, name="export"),
    path("mine/", people.mine, name="mine"),
    path("for/", people.several, name="several"),
    path("for/<int:pk>/", people.on_behalf, name="on_behalf"),
    path("here/", here.here, name="here"),
    path("here/confirm/", here.confirm, name="confirm"),
    path("deployments/", coverage.deployments, name="deployments"),
    path("deployments/<int:pk>/end/", coverage.end_assignment, name="end_assignment"),
    path("front/", front.front, name="front"),
    path("front/send/", front.send, name="send"),
    path("front/<int:pk>/end/", estates.leave, name="end_deployment"),
    path("estates/", estates.estates, name="estates"),
    path("estates/<int:pk>/", estates.estate, name="estate"),
    path("unit/<path:code>/", units.unit, name="unit"),
    path("<slug:sort>/<int:pk>/", rows.detail, name="row"),
    path("<slug:sort>/<int:pk>/<slug:verb>/", rows.step, name="step"),
]
