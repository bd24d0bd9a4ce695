"""Addresses of changes of units."""

from django.urls import path

from xianfeng.lifecycle import views

app_name = "lifecycle"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/apply/", views.apply, name="apply"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    # A code may hold a stroke, so the longer address comes first.
    path("unit/<path:code>/plan/<slug:kind>/", views.plan, name="plan"),
    path("unit/<path:code>/", views.unit, name="unit"),
]
