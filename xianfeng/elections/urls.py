"""Addresses of elections."""

from django.urls import path

from xianfeng.elections.views import pages as views

app_name = "elections"
urlpatterns = [
    path("", views.listing, name="list"),
    path("start/<path:code>/", views.start, name="start"),
    path("terms/<int:pk>/shift/", views.shift, name="shift"),
    path("shifts/<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/steps/<slug:verb>/", views.step, name="step"),
    path("<int:pk>/papers/<slug:paper>/", views.paper, name="paper"),
]
