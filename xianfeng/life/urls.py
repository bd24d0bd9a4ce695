"""Addresses of the life pages."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.life.views import (
    amending,
    attendance,
    life_meetings,
    meetings,
    papers,
    planning,
    recording,
    themes,
)

app_name = "life"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", meetings.meeting_list, name="list"),
    path("export/", meetings.export, name="export"),
    path("ledger.docx", papers.ledger, name="ledger"),
    path("record/", recording.record, name="record"),
    path("record/people/", recording.people, name="people"),
    path("record/autosave/", recording.autosave, name="autosave"),
    path("plan/", planning.plan, name="plan"),
    path("items/<int:pk>/done/", planning.finish_item, name="finish_item"),
    path("exemptions/", attendance.exemptions, name="exemptions"),
    path("exemptions/<int:pk>/end/", attendance.end_exemption, name="end_exemption"),
    path("lacking/", attendance.lacking, name="lacking"),
    path("guests/<int:pk>/drop/", attendance.drop_guest, name="drop_guest"),
    path("leaders/", attendance.leaders, name="leaders"),
    path("leaders/<int:pk>/", attendance.leader, name="leader"),
    path("themes/", themes.themes, name="themes"),
    path("themes/<int:pk>/", themes.theme, name="theme"),
    path("themes/<int:pk>/withdraw/", themes.withdraw, name="withdraw"),
    path("fixed-day/<str:code>/", themes.fixed_day, name="fixed_day"),
    path("opinions/<int:pk>/drop/", life_meetings.drop_opinion, name="drop_opinion"),
    path("<int:pk>/", meetings.detail, name="detail"),
    path("<int:pk>/minutes/", meetings.minutes, name="minutes"),
    path("<int:pk>/minutes.docx", papers.minutes, name="minutes_word"),
    path("<int:pk>/notice.docx", papers.notice, name="notice"),
    path("<int:pk>/attendance.docx", papers.attendance, name="attendance_sheet"),
    path("<int:pk>/draft/", recording.resume, name="draft"),
    path("<int:pk>/discard/", recording.discard, name="discard"),
    path("<int:pk>/amend/", amending.amend, name="amend"),
    path("<int:pk>/void/", planning.void, name="void"),
    path("<int:pk>/plan/", planning.replan, name="replan"),
    path("<int:pk>/agenda/", planning.agenda, name="agenda"),
    path("<int:pk>/guests/", attendance.add_guest, name="add_guest"),
    path("<int:pk>/make-up/<int:member>/", attendance.make_up, name="make_up"),
    path("<int:pk>/around/", life_meetings.life_meeting, name="life_meeting"),
]
