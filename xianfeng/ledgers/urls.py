"""Addresses of the ledgers pages."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.ledgers.views import batches, home

app_name = "ledgers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("template/<slug:kind>", home.blank, name="template"),
    path("export/<slug:kind>.<slug:form>", home.export, name="export"),
    path("upload/<slug:kind>", batches.upload, name="upload"),
    path("batch/<int:pk>", batches.batch, name="batch"),
    path("batch/<int:pk>/correct", batches.correct, name="correct"),
    path("batch/<int:pk>/match", batches.match, name="match"),
    path("batch/<int:pk>/apply", batches.apply, name="apply"),
    path("batch/<int:pk>/undo", batches.undo, name="undo"),
    path("batch/<int:pk>/marked.xlsx", batches.marked, name="marked"),
]
