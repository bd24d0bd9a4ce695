"""Addresses of the development of members."""

from django.urls import path

from xianfeng.development.views import files, overviews, people, steps

app_name = "development"
urlpatterns = [
    path("", people.listing, name="list"),
    path("new/", people.new, name="new"),
    path("calendar/", overviews.calendar, name="calendar"),
    path("quotas/", overviews.quotas, name="quotas"),
    path("<int:pk>/", people.detail, name="detail"),
    path("<int:pk>/edit/", people.edit, name="edit"),
    path("<int:pk>/end/", people.end, name="end"),
    path("<int:pk>/papers/", steps.paper, name="paper"),
    path("<int:pk>/file.pdf", files.whole_file, name="file"),
    path("<int:pk>/publicity/", files.publicity, name="publicity"),
    path("<int:pk>/steps/<int:number>/", steps.record, name="step"),
    path("records/<int:pk>/", steps.amend, name="amend_step"),
    path("records/<int:pk>/vote/", files.vote, name="vote"),
]
