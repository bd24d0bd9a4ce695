"""Addresses of the pages of problems and orders."""

from django.urls import URLPattern, path

from xianfeng.rectification.views import lists, problems, steps

app_name = "rectification"
problem_routes: list[URLPattern] = [
    path("problems/", problems.listing, name="problems"),
    path("problems/export/", problems.export, name="problems_export"),
    path("problems/new/", problems.create, name="raise"),
    path("problems/verify/", problems.verify, name="verify"),
    path("problems/<int:pk>/", steps.detail, name="problem"),
    path("problems/<int:pk>/split/", problems.split, name="split"),
    path("problems/<int:pk>/steps/<slug:verb>/", steps.step, name="step"),
    path("lists/", lists.three, name="lists"),
    path("lists/export/", lists.export, name="lists_export"),
]
order_routes: list[URLPattern] = []
urlpatterns: list[URLPattern] = [*problem_routes, *order_routes]
