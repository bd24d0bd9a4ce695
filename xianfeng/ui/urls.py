"""Addresses of the ui pages."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.ui import views

app_name = "ui"
urlpatterns: list[URLPattern | URLResolver] = [path("gallery/", views.gallery, name="gallery")]
