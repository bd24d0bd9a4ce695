"""Addresses of the yearly review of members."""

from django.urls import path

from xianfeng.reviews.views import entries, papers, reviews, steps

app_name = "reviews"
urlpatterns = [
    path("", reviews.listing, name="list"),
    path("export/", reviews.export, name="export"),
    path("mine/", entries.mine, name="mine"),
    path("new/<path:code>/", steps.prepare, name="prepare"),
    path("<int:pk>/", reviews.detail, name="detail"),
    path("<int:pk>/sheet/", papers.sheet, name="sheet"),
    path("<int:pk>/go/<slug:verb>/", steps.go, name="go"),
    path("<int:pk>/vote/", steps.vote, name="vote"),
    path("<int:pk>/mass/", steps.mass, name="mass"),
    path("<int:pk>/grades/", steps.grades, name="grades"),
    path("<int:pk>/cancel/", steps.cancel, name="cancel"),
    path("entries/<int:pk>/", entries.detail, name="entry"),
    path("entries/<int:pk>/form/", papers.form, name="form"),
    path("entries/<int:pk>/self/", entries.write, name="write"),
    path("entries/<int:pk>/reply/", entries.reply, name="reply"),
    path("entries/<int:pk>/answer/", entries.answer, name="answer"),
    path("entries/<int:pk>/correction/", entries.correction, name="correction"),
    path("entries/<int:pk>/correction/done/", entries.done, name="done"),
]
