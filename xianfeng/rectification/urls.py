"""Addresses of the pages of problems and orders."""

from django.urls import URLPattern, path

from xianfeng.rectification.views import lists, order_steps, orders, problems, steps

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
order_routes: list[URLPattern] = [
    path("orders/", orders.listing, name="orders"),
    path("orders/export/", orders.export, name="orders_export"),
    path("orders/new/", orders.choose, name="order_choose"),
    path("orders/new/<path:code>/", orders.create, name="order_new"),
    path("orders/<int:pk>/", order_steps.detail, name="order"),
    path("orders/<int:pk>/change/", orders.change, name="order_change"),
    path("orders/<int:pk>/steps/<slug:verb>/", order_steps.step, name="order_step"),
    path("orders/<int:pk>/reply/", order_steps.reply, name="order_reply"),
    path("orders/<int:pk>/verify/", order_steps.verify, name="order_verify"),
    path("orders/<int:pk>/papers/<slug:kind>.docx", order_steps.paper, name="order_paper"),
]
urlpatterns: list[URLPattern] = [*problem_routes, *order_routes]
