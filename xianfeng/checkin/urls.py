"""Addresses of the pages of checkin."""

from django.urls import URLPattern, path

from xianfeng.checkin.views import here, home, people, rows, units

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
    path("unit/<path:code>/", units.unit, name="unit"),
    path("<slug:sort>/<int:pk>/", rows.detail, name="row"),
    path("<slug:sort>/<int:pk>/<slug:verb>/", rows.step, name="step"),
]
