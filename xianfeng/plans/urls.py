"""Addresses of the plans pages."""

from django.urls import path

from xianfeng.plans.views import changing, ledger, notices, pushing, tasks, writing

app_name = "plans"
urlpatterns = [
    path("", ledger.listing, name="list"),
    path("export", ledger.export, name="export"),
    path("timeline/", ledger.timeline, name="timeline"),
    path("urge/", ledger.urge, name="urge"),
    path("new/", writing.create, name="create"),
    path("projects/new/", writing.add_project, name="add_project"),
    path("plan/<int:pk>/", writing.plan, name="plan"),
    path("plan/<int:pk>/sheet", writing.sheet, name="sheet"),
    path("plan/<int:pk>/add/", writing.add_task, name="add_task"),
    path("changes/", changing.listing, name="changes"),
    path("changes/<int:pk>/", changing.detail, name="change"),
    path("digests/", notices.listing, name="digests"),
    path("digests/<int:pk>/", notices.detail, name="digest"),
    path("<int:pk>/", tasks.task, name="task"),
    path("<int:pk>/reopen", tasks.reopen, name="reopen"),
    path("<int:pk>/change/", changing.task, name="change_task"),
    path("<int:pk>/amend/", writing.amend, name="amend"),
    path("<int:pk>/remove/", writing.remove, name="remove"),
    path("<int:pk>/node/", writing.add_node, name="add_node"),
    path("<int:pk>/wait/", writing.task_wait, name="task_wait"),
    path("<int:pk>/pusher/", pushing.pusher, name="pusher"),
    path("<int:pk>/project/", pushing.project, name="project"),
    path("<int:pk>/tie/", pushing.tie, name="tie"),
    path("<int:pk>/did/<str:kind>/", pushing.did, name="did"),
    path("nodes/<int:pk>/", tasks.node, name="node"),
    path("nodes/<int:pk>/change/", changing.node, name="change_node"),
    path("nodes/<int:pk>/remove/", writing.remove_node, name="remove_node"),
    path("nodes/<int:pk>/wait/", writing.node_wait, name="node_wait"),
]
