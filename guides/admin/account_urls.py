"""Addresses of an account's own pages, most of them allauth's: below the desk's, where the session is."""

from allauth.account import views
from django.contrib import admin
from django.urls import include, path

from guides.admin import inviting, kept, sessions

urlpatterns = [
    # allauth's name for the page that it leads back to.
    path("login/", admin.site.login, name="account_login"),
    path("login/kept/", kept.after_second_factor, name="kept-form"),
    path("login/session/", kept.session, name="session"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("invitation/<uidb64>/<token>/", inviting.InvitationView.as_view(), name="invitation"),
    path("account/", admin.site.admin_view(sessions.account_view), name="account"),
    path("sessions/", admin.site.admin_view(sessions.sessions_view), name="sessions"),
    path("factors/", include("allauth.mfa.urls")),
]
