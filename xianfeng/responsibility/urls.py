"""Addresses of the pages of responsibility."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.responsibility.views import issuing, overview, papers, steps, templates

app_name = "responsibility"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.home, name="list"),
    path("export/", overview.export, name="export"),
    path("templates/begin/<path:code>/", templates.begin, name="begin"),
    path("templates/publish/<path:code>/", templates.publish, name="publish"),
    path("templates/reopen/<path:code>/", templates.reopen, name="reopen"),
    path("templates/<int:pk>/lines/", templates.add_lines, name="add_lines"),
    path("templates/<int:pk>/measured/", templates.add_measured, name="add_measured"),
    path("templates/items/<int:pk>/remove/", templates.remove, name="remove"),
    path("templates/of/<path:code>/", templates.detail, name="templates"),
    path("issue/<path:code>/", issuing.issue, name="issue"),
    path("<int:pk>/", steps.detail, name="detail"),
    path("<int:pk>/go/<slug:verb>/", steps.go, name="go"),
    path("<int:pk>/letter/", papers.letter, name="letter"),
    path("<int:pk>/sheet/<slug:half>/", papers.sheet, name="sheet"),
]
