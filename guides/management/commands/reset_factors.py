"""Forget the second factors of an account whose owner has lost them all, and sign it out everywhere."""

from typing import Any

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import HttpRequest

from guides.accounts.models import User


class Command(BaseCommand):
    help = "Forget the second factors of an account: at the next sign-in its owner sets up new ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            names = ", ".join(User.objects.order_by("username").values_list("username", flat=True))
            raise CommandError(f"There is no account “{options['username']}”. There are: {names}")
        number, _kinds = Authenticator.objects.filter(user=user).delete()
        # Who tried too many wrong codes sets up new factors now, not in five minutes.
        ratelimit.clear(HttpRequest(), action="login_failed", key=f"mfa-auth-user-{user.pk}")
        for session in UserSession.objects.filter(user=user):
            session.end()  # the telephone that is lost may be signed in
        self.stdout.write(
            f"{user.username}: {number} forgotten, signed out everywhere."
            " The next sign-in asks for the password, then for new ones."
        )
