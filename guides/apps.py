from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "guides"
    verbose_name = _("Guides")

    def ready(self) -> None:
        from guides import roles
        from guides.checking.languages import check_languages
        from guides.checking.operator import check_operator
        from guides.feedback import reports  # noqa: F401 - registers what it prunes
        from guides.importing import jobs  # noqa: F401 - registers its kinds
        from guides.upkeep import links  # noqa: F401 - registers its kind
        from guides.working_copy import recording

        checks.register(check_languages)
        checks.register(check_operator, deploy=True)
        recording.connect()
        # After django.contrib.auth, which makes the rights of each app at the same signal.
        post_migrate.connect(roles.keep_in_step, sender=self)
