"""Addresses of the accounts pages."""

from django.urls import path

from xianfeng.accounts import views

app_name = "accounts"
urlpatterns = [
    path("example/", views.example, name="example"),
    path("large-type/", views.large_type, name="large_type"),
    path("users/", views.users, name="users"),
    path("users/new/", views.create, name="create"),
    path("users/<int:pk>/", views.user, name="user"),
    path("audit/", views.audit, name="audit"),
]
