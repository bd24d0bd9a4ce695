"""Addresses of signing in and of the second factor: those of allauth that the product uses."""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from xianfeng.accounts.views import ChangePassword, SignIn

urlpatterns = [
    path("login/", login_not_required(SignIn.as_view()), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
    path("mfa/", include("allauth.mfa.urls")),
]
