"""Addresses of the units pages."""

from django.urls import path

from xianfeng.units.views import changes, place_roles, roles, tree

app_name = "units"
urlpatterns = [
    path("", tree.tree, name="tree"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<int:pk>/end/", roles.end, name="end_role"),
    path("roles/places/", place_roles.place_roles, name="place_roles"),
    path("roles/places/<int:pk>/end/", place_roles.end, name="end_place_role"),
    # A code may hold a stroke, so the longer address comes first.
    path("unit/<path:code>/amend/", changes.amend, name="amend"),
    path("unit/<path:code>/", tree.detail, name="detail"),
]
