"""Addresses of polls."""

from django.urls import path

from xianfeng.voting import views

app_name = "voting"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/<path:code>/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/ballot/", views.ballot, name="ballot"),
    path("<int:pk>/open/", views.start, name="open"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/totals/", views.totals, name="totals"),
    path("<int:pk>/papers/", views.papers, name="papers"),
]
