"""Addresses of the reports pages."""

from django.urls import path

from xianfeng.reports.views import bulletin, figures, work_report

app_name = "reports"
urlpatterns = [
    path("figures/", figures.every, name="figures"),
    path("figures/export", figures.sheet, name="figures_export"),
    path("figures/<str:figure_id>/", figures.one, name="figure"),
    path("figures/<str:figure_id>/export", figures.one_sheet, name="figure_export"),
    path("bulletin/", bulletin.page, name="bulletin"),
    path("bulletin/export", bulletin.sheet, name="bulletin_export"),
    path("bulletin/<slug:row_id>/", bulletin.one, name="bulletin_list"),
    path("work-report/", work_report.page, name="work_report"),
    path("work-report/word", work_report.word, name="work_report_word"),
]
