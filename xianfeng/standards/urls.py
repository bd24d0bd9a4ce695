"""Addresses of branch standardisation."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.standards.views import checks, editions, exemplars, goals, overview, papers

app_name = "standards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", editions.home, name="home"),
    path("new/<path:code>/", editions.create, name="create"),
    path("<int:pk>/", editions.detail, name="detail"),
    path("<int:pk>/lines/", editions.add_lines, name="add_lines"),
    path("<int:pk>/item/", editions.add_item, name="add_item"),
    path("<int:pk>/copy/", editions.copy, name="copy"),
    path("<int:pk>/publish/", editions.publish, name="publish"),
    path("<int:pk>/withdraw/", editions.withdraw, name="withdraw"),
    path("items/<int:pk>/remove/", editions.remove, name="remove"),
    path("<int:pk>/overview/", overview.overview, name="overview"),
    path("<int:pk>/export/", overview.export, name="export"),
    path("<int:pk>/begin/<path:code>/", checks.begin, name="begin"),
    path("checks/<int:pk>/", checks.detail, name="check"),
    path("checks/<int:pk>/answer/", checks.answer, name="answer"),
    path("checks/<int:pk>/confirm/", checks.confirm, name="confirm"),
    path("checks/<int:pk>/go/<slug:verb>/", checks.go, name="go"),
    path("checks/<int:pk>/paper/", papers.sheet, name="paper"),
    path("branch/<path:code>/", checks.branch, name="branch"),
    path("plans/new/<path:code>/", goals.create, name="plan_new"),
    path("plans/<int:pk>/", goals.detail, name="plan"),
    path("plans/<int:pk>/add/", goals.add, name="goal_add"),
    path("goals/<int:pk>/", goals.goal, name="goal"),
    path("goals/<int:pk>/done/", goals.done, name="goal_done"),
    path("goals/<int:pk>/reopen/", goals.reopen, name="goal_reopen"),
    path("goals/<int:pk>/drop/", goals.drop, name="goal_drop"),
    path("models/", exemplars.listing, name="models"),
    path("models/name/<path:code>/", exemplars.name, name="model_name"),
    path("models/<int:pk>/end/", exemplars.end, name="model_end"),
]
