"""Addresses of the plans pages."""

from django.urls import path

from xianfeng.plans.views import tasks as views

app_name = "plans"
urlpatterns = [
    path("", views.listing, name="list"),
    path("export", views.export, name="export"),
    path("<int:pk>/", views.task, name="task"),
    path("<int:pk>/reopen", views.reopen, name="reopen"),
    path("nodes/<int:pk>/", views.node, name="node"),
]
