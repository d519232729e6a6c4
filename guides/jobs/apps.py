from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "guides.jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from guides.jobs import pruning  # noqa: F401 - registers its kind
