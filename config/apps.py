"""Where Django's admin finds the site of ours: beside guides.admin, which registers its pages at the site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"
